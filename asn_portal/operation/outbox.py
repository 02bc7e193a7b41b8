def oldest_waiting_seconds(): return 0.0
def waiting_count(): return 0
def failed_count(): return 0
def failed(limit): return []
def retry(mail_id, by): raise LookupError
