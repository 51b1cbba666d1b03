//! Functions on address ranges in CIDR notation, IPv4 and IPv6.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

use ipnet::IpNet;

use crate::expr::failure::Failure;
use crate::expr::value::Value;

type Worked = Option<Result<Value, Failure>>;

/// `parseCidr(range)`
pub(super) fn parse(arguments: &[Value]) -> Worked {
    let [Value::Text(text)] = arguments else { return None };
    let range: IpNet = text.parse().ok()?;
    let text = |it: IpAddr| Value::Text(it.to_string().into());
    let mut members = vec![
        (Arc::from("network"), text(range.network())),
        ("netmask".into(), text(range.netmask())),
    ];
    let (mut first, mut last) = (range.network(), range.broadcast());
    if let IpNet::V4(v4) = range
        && v4.prefix_len() < 31
    {
        // The first and the last address of an IPv4 network are not hosts.
        members.push(("broadcast".into(), text(last)));
        (first, last) = (host_at(range, 1)?, host_at(range, host_mask(range) - 1)?);
    }
    members.extend([
        ("firstUsable".into(), text(first)),
        ("lastUsable".into(), text(last)),
        ("cidr".into(), Value::Integer(i64::from(range.prefix_len()))),
    ]);
    Some(Ok(Value::Object(members.into())))
}

/// `cidrSubnet(range, prefix, index)`
pub(super) fn subnet(arguments: &[Value]) -> Worked {
    let [Value::Text(text), Value::Integer(prefix), Value::Integer(index)] = arguments else {
        return None;
    };
    let range: IpNet = text.parse().ok()?;
    let prefix = u8::try_from(*prefix).ok().filter(|it| *it >= range.prefix_len())?;
    let first = IpNet::new(range.network(), prefix).ok()?;
    let size = host_mask(first).checked_add(1)?;
    let offset = u128::try_from(*index).ok()?.checked_mul(size);
    let Some(address) = offset.and_then(|it| host_at(range, it)) else {
        return Some(Err(Failure::OutOfRange(*index)));
    };
    Some(Ok(Value::Text(format!("{address}/{prefix}").into())))
}

/// `cidrHost(range, index)`: the usable address with that index, from 0.
pub(super) fn host(arguments: &[Value]) -> Worked {
    let [Value::Text(text), Value::Integer(index)] = arguments else {
        return None;
    };
    let range: IpNet = text.parse().ok()?;
    // The network address is not a host, except in the networks of one or two addresses.
    let first = u128::from(range.max_prefix_len() - range.prefix_len() > 1);
    let offset = u128::try_from(*index).ok()?.checked_add(first);
    let Some(address) = offset.and_then(|it| host_at(range, it)) else {
        return Some(Err(Failure::OutOfRange(*index)));
    };
    Some(Ok(Value::Text(address.to_string().into())))
}

/// The bits in which the addresses of a range differ.
fn host_mask(range: IpNet) -> u128 {
    match range.hostmask() {
        IpAddr::V4(it) => u128::from(it.to_bits()),
        IpAddr::V6(it) => it.to_bits(),
    }
}

/// The address at an offset from the first of a range; `None` outside it.
fn host_at(range: IpNet, offset: u128) -> Option<IpAddr> {
    if offset > host_mask(range) {
        return None;
    }
    Some(match range.network() {
        IpAddr::V4(it) => Ipv4Addr::from_bits(it.to_bits() | u32::try_from(offset).ok()?).into(),
        IpAddr::V6(it) => Ipv6Addr::from_bits(it.to_bits() | offset).into(),
    })
}
