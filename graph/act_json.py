"""An act as JSON."""

from extract.model import Act, Json, organisation_json


def act_json(act: Act) -> Json:
    """An act in the shape of the gold data, with its id, counts, history and dissent."""
    return {
        "id": act.id,
        "type": act.type,
        "sphere": act.sphere.value,
        "status": act.status.value,
        "tangible": act.tangible,
        "participants": [{"actor": p.actor, "role": p.role.value} for p in act.participants],
        "persons": [{"name": p.name, "country": p.country} for p in act.persons],
        "items": [{"name": i.name, "kind": i.kind.value, **({"quantity": i.quantity} if i.quantity else {})} for i in act.items],
        **({"organisations": [organisation_json(o) for o in act.organisations]} if act.organisations else {}),
        **({"officials": [{"name": p.name, "country": p.country} for p in act.officials]} if act.officials else {}),
        "date": act.date,
        "date_precision": act.date_precision,
        "date_source": act.date_source,
        "n_posts": act.n_posts,
        "n_channels": act.n_channels,
        "n_independent": act.n_independent,
        "n_origins": act.n_origins,
        "first_report": act.first_report,
        "last_report": act.last_report,
        "confidence": act.confidence,
        "contradicted": act.contradicted,
        "dissent": list(act.dissent),
        "history": [dict(stage) for stage in act.history],
    }
