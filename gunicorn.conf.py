"""How the web server runs, in `make run` and in the container alike."""

import gc
import os
import shutil
import tempfile

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Threads keep idle and slow browsers from holding a whole worker; each keeps its own database connection.
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
preload_app = True  # one load of the code, its memory shared by the workers
timeout = 60
graceful_timeout = int(os.environ.get("WEB_GRACEFUL_SECONDS", "20"))
keepalive = 5
max_requests = 20_000  # a worker that leaks a little starts anew before it is noticed
max_requests_jitter = 2_000
accesslog = None  # the portal logs each request itself, with its id
control_socket_disable = True  # nothing here speaks to it
# Addresses whose X-Forwarded-* headers are believed; only behind our own proxy, where nobody else reaches this port.
forwarded_allow_ips = "*" if int(os.environ.get("TRUSTED_PROXY_COUNT", "0")) else "127.0.0.1"


# The processes add up their metrics in files; it must be known before the code is loaded.
_own_metrics_folder = "PROMETHEUS_MULTIPROC_DIR" not in os.environ
if _own_metrics_folder:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="asn-portal-metrics-")


def when_ready(server):
    """Before the workers are forked: the collector shall neither look through the loaded code nor unshare its memory.

    A page leaves hardly a cycle, so it may also look less often than at Python's usual 700 new objects.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def child_exit(server, worker):
    """Take the running figures of a finished process out of the sum."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)


def on_exit(server):
    if _own_metrics_folder:
        shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
