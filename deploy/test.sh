#!/usr/bin/env bash
# The project's test command: everything Maven verifies, the archive installed and tried, a short crash drill, then one
# demonstration from end to end.
set -euo pipefail
# shellcheck source=deploy/prepare.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/prepare.sh"

prepare_jdk
prepare_maven
prepare_chromium
built_by mvn -B -ntp verify
# that build was of everything, so the drill needs none of its own
touch -r "$stamp" "$home/target/built-drill"
# it made the bill of materials, too
bash "$home/deploy/dist.sh" --no-build
bash "$home/deploy/dist/test.sh"
bash "$home/deploy/drill.sh" --cases 60 --kills 2 --clean
exec bash "$home/deploy/demo.sh" --once
