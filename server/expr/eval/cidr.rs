//! Functions on address ranges, IPv4 and IPv6.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::expr::failure::Failure;
use crate::expr::value::Value;

type Worked = Option<Result<Value, Failure>>;

/// A range of addresses, as numbers of 32 or 128 bits.
#[derive(Clone, Copy)]
struct Range {
    is_v4: bool,
    network: u128,
    prefix: u32,
}

impl Range {
    fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = text.split_once('/')?;
        let (is_v4, bits) = match address.parse::<IpAddr>().ok()? {
            IpAddr::V4(it) => (true, u128::from(u32::from(it))),
            IpAddr::V6(it) => (false, u128::from(it)),
        };
        let prefix: u32 = prefix.parse().ok()?;
        let range = Self {
            is_v4,
            network: bits,
            prefix,
        };
        let network = bits & !range.host_mask()?;
        Some(Self { network, ..range })
    }

    fn width(self) -> u32 {
        if self.is_v4 { 32 } else { 128 }
    }

    /// The bits that tell the addresses of the range apart; `None` for a prefix that is too long.
    fn host_mask(self) -> Option<u128> {
        let bits = self.width().checked_sub(self.prefix)?;
        Some(if bits == 128 { u128::MAX } else { (1 << bits) - 1 })
    }

    fn address(self, bits: u128) -> String {
        if self.is_v4 {
            Ipv4Addr::from(bits as u32).to_string()
        } else {
            Ipv6Addr::from(bits).to_string()
        }
    }
}

/// `parseCidr(range)`
pub(super) fn parse(arguments: &[Value]) -> Worked {
    let [Value::Text(text)] = arguments else { return None };
    let range = Range::parse(text)?;
    let mask = range.host_mask()?;
    let last = range.network | mask;
    let text = |it: String| Value::Text(it);
    let mut members = vec![
        ("network".to_owned(), text(range.address(range.network))),
        (
            "netmask".to_owned(),
            text(range.address(!mask & if range.is_v4 { u128::from(u32::MAX) } else { u128::MAX })),
        ),
    ];
    // The first and the last address of an IPv4 network are no hosts.
    let hosts = if range.is_v4 && range.prefix < 31 {
        members.push(("broadcast".to_owned(), text(range.address(last))));
        (range.network + 1, last - 1)
    } else {
        (range.network, last)
    };
    members.extend([
        ("firstUsable".to_owned(), text(range.address(hosts.0))),
        ("lastUsable".to_owned(), text(range.address(hosts.1))),
        ("cidr".to_owned(), Value::Integer(i64::from(range.prefix))),
    ]);
    Some(Ok(Value::Object(members)))
}

/// `cidrSubnet(range, prefix, place)`
pub(super) fn subnet(arguments: &[Value]) -> Worked {
    let [Value::Text(text), Value::Integer(prefix), Value::Integer(place)] = arguments else {
        return None;
    };
    let range = Range::parse(text)?;
    let prefix = u32::try_from(*prefix).ok().filter(|it| *it >= range.prefix)?;
    let inner = Range { prefix, ..range };
    let size = inner.host_mask()?.checked_add(1)?;
    let place = u128::try_from(*place).ok()?;
    let network = place
        .checked_mul(size)
        .filter(|it| *it <= range.host_mask().unwrap_or_default());
    let Some(network) = network else {
        return Some(Err(Failure::OutOfRange(place as i64)));
    };
    let address = inner.address(range.network | network);
    Some(Ok(Value::Text(format!("{address}/{prefix}"))))
}

/// `cidrHost(range, place)`: the host of that place, counted from 0.
pub(super) fn host(arguments: &[Value]) -> Worked {
    let [Value::Text(text), Value::Integer(place)] = arguments else {
        return None;
    };
    let range = Range::parse(text)?;
    let is_short = range.prefix < if range.is_v4 { 31 } else { 127 };
    let first = u128::from(is_short);
    let place = u128::try_from(*place).ok()?;
    let offset = place
        .checked_add(first)
        .filter(|it| *it <= range.host_mask().unwrap_or_default());
    let Some(offset) = offset else {
        return Some(Err(Failure::OutOfRange(place as i64)));
    };
    Some(Ok(Value::Text(range.address(range.network | offset))))
}
