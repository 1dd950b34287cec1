"""The web: REST API and pages over an open store, on loopback unless told otherwise.

In: requests. Out: JSON, downloads, pages. Only HTTP is dealt with here; what is asked of the store
stands in `storage` and `analysis`.
"""

from detente.web.access import Access, access_for, is_loopback
from detente.web.app import create_app
from detente.web.coder import ProcessCoder
from detente.web.context import Context, warm

__all__ = ["Access", "Context", "ProcessCoder", "access_for", "create_app", "is_loopback", "warm"]
