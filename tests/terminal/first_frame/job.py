"""Runs a program as a shell runs a job, in a process group of its own: only then a stop signal stops it."""

import os
import signal
import sys

pid = os.fork()
if not pid:
    os.setpgid(0, 0)
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    os.tcsetpgrp(0, os.getpid())
    signal.signal(signal.SIGTTOU, signal.SIG_DFL)
    os.execv(sys.argv[1], sys.argv[1:])
exit_code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
if exit_code < 0:
    signal.signal(-exit_code, signal.SIG_DFL)
    os.kill(os.getpid(), -exit_code)
sys.exit(exit_code)
