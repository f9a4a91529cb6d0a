#!/bin/sh
# Set up .venv and the system libraries: packaging/setup.sh run|test. Quick when there is nothing to do.
set -eu
cd "$(dirname "$0")/.."
unset VIRTUAL_ENV
section=${1:-run}
uv_version=0.13.9
python=${PYTHON:-python3}
updated=no

say() { printf '%s\n' "$@" >&2; }

stop() {
    say "$@"
    exit 1
}

# All that a finished set-up depends on; kept in .venv to see whether anything changed.
state() {
    pwd
    cat pyproject.toml uv.lock packaging/system-packages.txt packaging/setup.sh
    cat packaging/fetch_checker.py tests/nu_checker/package-lock.json
    cat packaging/build_canvas.py assets/canvas/package-lock.json assets/canvas/src/* assets/icons/*
    head -n 1 assets/canvas.js 2>/dev/null || echo none
}

# The packages of some sections of the list.
packages_of() {
    for name in "$@"; do
        sed -n "/^\[$name\]/,/^\[/{/^[a-z]/p;}" packaging/system-packages.txt
    done
}

# Those that are needed: those of [run], and for the tests those of [test] too.
needed_packages() {
    if [ "$section" = run ]; then packages_of run; else packages_of run test; fi
}

# Those of stdin that are not installed, alternatives settled by what this release has.
missing_packages() {
    while IFS= read -r names; do
        choice=
        for name in $(printf '%s' "$names" | tr '|' ' '); do
            case $(dpkg-query -W -f '${Status}' "$name" 2>/dev/null) in *' installed') continue 2 ;; esac
            if [ -z "$choice" ] && apt-cache show "$name" 2>/dev/null | grep -q '^Package:'; then choice=$name; fi
        done
        printf '%s\n' "${choice:-${names##*|}}"
    done
}

may_install() { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }

apt() {
    set -- env DEBIAN_FRONTEND=noninteractive apt-get -q "$@"
    if [ "$(id -u)" = 0 ]; then "$@" >&2; else sudo -n "$@" >&2; fi
}

# Before asking which packages there are: a new machine has no lists.
update_lists() {
    [ $updated = yes ] && return
    apt update || say "The package lists could not be renewed; going on with those that are here."
    updated=yes
}

# Install packages where we may; otherwise print the one command to type and answer 1.
install_packages() {
    if may_install; then
        update_lists
        say "Installing system packages: $*"
        apt install --no-install-recommends -y "$@"
    else
        say "" "Some system packages are missing. To install them, type:" "" \
            "    sudo apt-get install --no-install-recommends -y $*" ""
        return 1
    fi
}

# Answers 1 when packages are missing and could not be installed.
set_up_system() {
    command -v dpkg-query >/dev/null 2>&1 || return 0
    [ -n "$(needed_packages | missing_packages)" ] || return 0
    if may_install; then update_lists; fi
    # shellcheck disable=SC2046  # one word a package
    install_packages $(needed_packages | missing_packages)
}

# What the test of exported mail's markup is done with. Answers 1 when it is not all there: that test then says so.
set_up_checker() {
    if command -v dpkg-query >/dev/null 2>&1 && ! command -v java >/dev/null 2>&1 && may_install; then
        update_lists
        # shellcheck disable=SC2046  # one word a package
        install_packages $(packages_of markup | missing_packages) || say "Going on without it."
    fi
    .venv/bin/python packaging/fetch_checker.py && command -v java >/dev/null 2>&1
}

set_up_python() {
    command -v "$python" >/dev/null 2>&1 || stop "Python 3.11 or newer is needed, and there is no $python here."
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        stop "Python 3.11 or newer is needed. If there is one under another name: make PYTHON=python3.12 ..."
    if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        "$python" -c 'import ensurepip' 2>/dev/null || install_packages python3-venv ||
            stop "Python's venv module is needed."
        "$python" -m venv --clear .venv
    fi
    case $(.venv/bin/uv --version 2>/dev/null) in
        "uv $uv_version"*) ;;
        *) .venv/bin/python -m pip install --quiet --disable-pip-version-check "uv==$uv_version" ;;
    esac
    UV_PROJECT_ENVIRONMENT=.venv .venv/bin/uv sync --locked --system-certs --python .venv/bin/python
    .venv/bin/python packaging/build_canvas.py
}

if .venv/bin/python -c '' 2>/dev/null && state | cmp -s - ".venv/.set-up-$section"; then exit 0; fi

complete=yes
set_up_system || complete=no
set_up_python
if [ $complete = yes ]; then
    state >.venv/.set-up-run
    [ "$section" = run ] || ! set_up_checker || state >.venv/.set-up-test
elif [ "$section" = test ]; then
    stop "The tests need those packages."
fi
