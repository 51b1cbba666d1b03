#!/bin/bash
set -euo pipefail

export DEBIAN_FRONTEND=noninteractive

cloud-init status --wait || [ $? -eq 2 ]
sudo apt-get update
sudo -E apt-get install -y unattended-upgrades fail2ban

# Logs are kept for a week.
sudo tee /etc/logrotate.d/app >/dev/null <<'END'
/var/log/app/*.log {
  weekly
  rotate 1
}
END
