"""The losses of one batch."""

import torch
from model import N_TYPES, Reader
from torch import Tensor
from torch.nn import functional as F

WEIGHTS = {"gate": 1.0, "type": 1.0, "exists": 1.0, "direction": 1.2, "status": 1.2, "sphere": 0.2, "reported": 0.2, "date": 0.2,
           "words": 0.5, "focus": 0.3, "post": 0.3}  # fmt: skip
STATUS_WEIGHT = (1.0, 1.3, 1.3, 1.6, 1.3)


def losses(model: Reader, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """Means: over pairs (gate, by the number of posts and true pairs), over true pairs (type), over acts (the rest)."""
    places, mask = batch["places"], batch["mask"]
    a = places.shape[1]
    inputs = [batch[n] for n in ("ids", "mask", "flags", "entities", "places", "kinds", "features")]
    text, z, post = model.pairs(*inputs)
    gate, types = model.cooperation(z, a)
    real, gates, kinds = batch["t_real"], batch["t_gates"], batch["t_kinds"]
    n_true = (real * gates).sum() + 1e-6
    n_posts = gate.shape[0]
    out = {
        "gate": (F.binary_cross_entropy_with_logits(gate.float(), gates, reduction="none") * real).sum() / (n_true + n_posts),
        "type": (F.binary_cross_entropy_with_logits(types.float(), kinds, reduction="none").sum(-1) * real * gates).sum() / (n_true + 1),
    }
    chosen = _choose(model, gate.detach(), types.detach(), batch)
    acts = model.acts(text, mask, z, chosen["index"], chosen["swapped"], chosen["kind"])
    truth = torch.gather((gates[..., None] * kinds).reshape(n_posts, -1), 1, chosen["index"] * N_TYPES + chosen["kind"])
    seen = chosen["seen"]
    out["exists"] = (F.binary_cross_entropy_with_logits(acts["exists"].float(), truth, reduction="none") * seen).sum() / ((truth * seen).sum() + n_posts)
    k = batch["t_kind"].shape[1]
    weight = batch["t_weight"]
    total = weight.sum() + 1e-6
    gold = {name: value[:, :k].float() for name, value in acts.items()}
    bias = torch.tensor(STATUS_WEIGHT, device=weight.device)
    out["direction"] = (-(batch["t_direction"] * F.log_softmax(gold["direction"], -1)).sum(-1) * weight).sum() / total
    out["status"] = (-(batch["t_status"] * bias * F.log_softmax(gold["status"], -1)).sum(-1) * weight).sum() / total
    hard = weight * batch["t_hard"][:, None]
    n_hard = hard.sum() + 1e-6
    for name in ("sphere", "date"):
        out[name] = (F.cross_entropy(gold[name].transpose(1, 2), batch["t_" + name], reduction="none") * hard).sum() / n_hard
    out["reported"] = (F.binary_cross_entropy_with_logits(gold["reported"], batch["t_reported"], reduction="none") * hard).sum() / n_hard
    span = batch["t_evidence"]
    has = weight * (span.sum(-1) > 0)
    n_has = has.sum() + 1e-6
    words = (F.binary_cross_entropy_with_logits(gold["evidence"], span, reduction="none") * mask[:, None]).sum(-1) / (4 * span.sum(-1) + 1)
    out["words"] = (words * has).sum() / n_has
    inside = torch.log_softmax(gold["evidence"] + ((1 - mask) * -1e4)[:, None], -1) + (1 - span) * -1e4
    out["focus"] = (-torch.logsumexp(inside, -1) * has).sum() / n_has
    any_act, any_type = (real * gates).amax((1, 2)), (real[..., None] * gates[..., None] * kinds).amax((1, 2))
    out["post"] = F.binary_cross_entropy_with_logits(post.float(), torch.cat([any_act[:, None], any_type], -1), reduction="none").sum(-1).mean() * 0.3
    return out


def _choose(model: Reader, gate: Tensor, types: Tensor, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """The true acts first (padded), then the network's own best: what it will have to tell true from false at work."""
    a = gate.shape[1]
    index, swapped, kind, score = model.best(gate, types, batch["places"])
    own = 12
    i, j = batch["t_pair"].unbind(-1)
    seen = torch.cat([(batch["t_weight"] > 0).float() * 0.5, (score[:, :own] > -100).float()], 1)
    return {
        "index": torch.cat([i * a + j, index[:, :own]], 1),
        "swapped": torch.cat([j * a + i, swapped[:, :own]], 1),
        "kind": torch.cat([batch["t_kind"], kind[:, :own]], 1),
        "seen": seen,
    }


def total(parts: dict[str, Tensor]) -> Tensor:
    return sum(WEIGHTS[name] * value for name, value in parts.items())  # type: ignore[return-value]
