#!/bin/sh
# Open the window with the sample issue; where that cannot be, do the same job without a window.
set -eu
cd "$(dirname "$0")/.."
composer=.venv/bin/newsletter-composer
sample=assets/samples/signal-and-noise/issue.json
out=build/sample

if [ "$(uname)" != Darwin ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    reason="There is no display here"
elif [ "$(id -u)" = 0 ]; then
    reason="The window is not opened for root, because the web engine keeps no sandbox for root"
else
    exec $composer open $sample
fi

echo "$reason: exporting the sample issue instead."
mkdir -p $out
for format in html text eml; do
    file=$out/signal-and-noise.$format
    [ $format = text ] && file=$out/signal-and-noise.txt
    $composer export $sample --to $format -o $file
    echo "  $PWD/$file"
done
