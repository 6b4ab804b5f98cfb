"""The losses of one batch."""

import torch
from torch import Tensor
from torch.nn import functional as F

from extract.encoder.decode import TYPES
from extract.training.layers import NEVER
from extract.training.model import INPUTS, Reader

WEIGHTS = {
    "gate": 1.0,
    "type": 1.0,
    "exists": 1.0,
    "direction": 1.2,
    "status": 1.2,
    "sphere": 0.2,
    "reported": 0.2,
    "date": 0.2,
    "words": 0.5,
    "focus": 0.3,
    "post": 0.09,
}
STATUS_WEIGHT = (1.0, 1.3, 1.3, 1.6, 1.3)
"""Of done, planned, proposed, denied, ended: the rarer weigh more."""
OWN = 12
"""So many of the network's own best guesses are judged beside the true acts."""
SMALL = 1e-6


def losses(model: Reader, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """Means: over pairs (gate, by the number of posts and true pairs), over true pairs (type), over acts (the rest)."""
    text, z, post = model.pairs(*(batch[n] for n in INPUTS))
    gate, types = model.cooperation(z, batch["places"].shape[1])
    real, gates, kinds = batch["t_real"], batch["t_gates"], batch["t_kinds"]
    n_true, n_posts = (real * gates).sum() + SMALL, gate.shape[0]
    chosen = _chosen(model, gate.detach(), types.detach(), batch)
    acts = {n: v.float() for n, v in model.acts(text, batch["mask"], z, *(chosen[n] for n in ("index", "swapped", "kind"))).items()}
    truth = torch.gather((gates[..., None] * kinds).reshape(n_posts, -1), 1, chosen["index"] * len(TYPES) + chosen["kind"])
    seen = chosen["seen"]
    any_act, any_type = (real * gates).amax((1, 2)), (real[..., None] * gates[..., None] * kinds).amax((1, 2))
    told = torch.cat([any_act[:, None], any_type], -1)
    of_gold = {name: value[:, : batch["t_kind"].shape[1]] for name, value in acts.items()}
    return {
        "gate": (_binary(gate, gates) * real).sum() / (n_true + n_posts),
        "type": (_binary(types, kinds).sum(-1) * real * gates).sum() / (n_true + 1),
        "exists": (_binary(acts["exists"], truth) * seen).sum() / ((truth * seen).sum() + n_posts),
        "post": _binary(post, told).sum(-1).mean(),
        **_of_acts(of_gold, batch),
        **_of_words(of_gold["evidence"], batch),
    }


def total(parts: dict[str, Tensor]) -> Tensor:
    return torch.stack([WEIGHTS[name] * value for name, value in parts.items()]).sum()


def _binary(logits: Tensor, truth: Tensor) -> Tensor:
    return F.binary_cross_entropy_with_logits(logits.float(), truth, reduction="none")


def _of_acts(acts: dict[str, Tensor], batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """What the true acts say of themselves."""
    weight = batch["t_weight"]
    hard = weight * batch["t_hard"][:, None]
    n_acts, n_hard = weight.sum() + SMALL, hard.sum() + SMALL
    bias = torch.tensor(STATUS_WEIGHT, device=weight.device)
    out = {
        "direction": (-(batch["t_direction"] * F.log_softmax(acts["direction"], -1)).sum(-1) * weight).sum() / n_acts,
        "status": (-(batch["t_status"] * bias * F.log_softmax(acts["status"], -1)).sum(-1) * weight).sum() / n_acts,
        "reported": (_binary(acts["reported"], batch["t_reported"]) * hard).sum() / n_hard,
    }
    for name in ("sphere", "date"):
        out[name] = (F.cross_entropy(acts[name].transpose(1, 2), batch[f"t_{name}"], reduction="none") * hard).sum() / n_hard
    return out


def _of_words(evidence: Tensor, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """Which tokens state the act: each by itself, and the attention's share on them."""
    mask, span = batch["mask"], batch["t_evidence"]
    has = batch["t_weight"] * (span.sum(-1) > 0)
    n_has = has.sum() + SMALL
    words = (_binary(evidence, span) * mask[:, None]).sum(-1) / (4 * span.sum(-1) + 1)
    inside = torch.log_softmax(evidence + ((1 - mask) * NEVER)[:, None], -1) + (1 - span) * NEVER
    return {"words": (words * has).sum() / n_has, "focus": (-torch.logsumexp(inside, -1) * has).sum() / n_has}


def _chosen(model: Reader, gate: Tensor, types: Tensor, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """The true acts first (padded), then the network's own best: what it will have to tell true from false at work."""
    a = gate.shape[1]
    index, swapped, kind, score = model.best(gate, types, batch["places"])
    i, j = batch["t_pair"].unbind(-1)
    return {
        "index": torch.cat([i * a + j, index[:, :OWN]], 1),
        "swapped": torch.cat([j * a + i, swapped[:, :OWN]], 1),
        "kind": torch.cat([batch["t_kind"], kind[:, :OWN]], 1),
        "seen": torch.cat([(batch["t_weight"] > 0).float() * 0.5, (score[:, :OWN] > -100).float()], 1),
    }
