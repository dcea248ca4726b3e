#!/usr/bin/env bash
# The project's test command: everything Maven verifies, then one demonstration from end to end.
set -euo pipefail
# shellcheck source=deploy/prepare.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/prepare.sh"

prepare_jdk
prepare_maven
built_by mvn -B -ntp verify
exec bash "$home/deploy/demo.sh" --once
