"""Whether the process that wrote something down still lives."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def lives(pid: int, begun: str) -> bool:
    """Whether a process of this machine lives; `begun` is what `begun_of` said of it, for numbers are given again."""
    return pid > 0 and _is_there(pid) and (not begun or begun_of(pid) in ("", begun))


def begun_of(pid: int) -> str:
    """When a process began, in the words of its system; empty where the system does not tell."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("ascii", "replace")
    except OSError:
        return ""
    return stat.rpartition(")")[2].split()[19]


if sys.platform == "win32":
    import ctypes

    _QUERY, _STILL_ACTIVE, _DENIED = 0x1000, 259, 5

    def _is_there(pid: int) -> bool:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = kernel.OpenProcess(_QUERY, False, pid)
        if not handle:
            return ctypes.get_last_error() == _DENIED
        code = ctypes.c_ulong()
        kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        kernel.CloseHandle(handle)
        return code.value == _STILL_ACTIVE

else:

    def _is_there(pid: int) -> bool:
        try:
            os.kill(pid, 0)
        except PermissionError:
            return True
        except (OSError, OverflowError):
            return False
        return True
