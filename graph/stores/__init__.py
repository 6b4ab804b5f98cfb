"""The graph stores by name; each is imported only when it is opened."""

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType

from extract.errors import StoreError
from graph.store import Store

STORES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "embedded": ("graph.stores.embedded", "EmbeddedStore"),
        "neo4j": ("graph.stores.neo4j", "connect"),
    }
)
"""Name → module and what opens the store: `embedded` takes a path, `neo4j` an address, user, password and database."""


def opener(name: str) -> Callable[..., Store]:
    if name not in STORES:
        raise StoreError(f"no store '{name}'; known are {', '.join(STORES)}")
    module, function = STORES[name]
    opens: Callable[..., Store] = getattr(import_module(module), function)
    return opens
