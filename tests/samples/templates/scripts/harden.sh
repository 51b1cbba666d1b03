#!/bin/bash
set -euo pipefail

for service in avahi-daemon cups; do
  if systemctl list-unit-files "$service.service" | grep -q "$service"; then
    sudo systemctl disable --now "$service"
  fi
done

sudo sed -i 's/^#\?PermitRootLogin.*/PermitRootLogin no/' /etc/ssh/sshd_config
