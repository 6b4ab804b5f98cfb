"""Trains the reader of acts: `train.py mlm | fit | label | check | export` (see --help of each); seeds fixed."""

import argparse
import gzip
import json
import math
import os
import pickle
import random
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import torch
from batches import by_length, padded, targets
from data import Window, prepare, read_gold, windows
from loss import losses, total
from mentions import find_mentions
from model import N_TYPES, MaskedLM, Reader, Shape
from torch import Tensor
from torch.nn import functional as F
from wordpiece import make_tokenizer

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def log(*words: object) -> None:
    print(time.strftime("%H:%M:%S"), *words, flush=True)


def seed_all(seed: int) -> random.Random:
    torch.manual_seed(seed)
    np.random.seed(seed)
    return random.Random(seed)


def on_device(batch: dict[str, Tensor]) -> dict[str, Tensor]:
    return {k: v.to(DEVICE, non_blocking=True) for k, v in batch.items()}


def autocast() -> torch.autocast:
    return torch.autocast(DEVICE, dtype=torch.bfloat16, enabled=DEVICE == "cuda")


# ------------------------------------------------------------------ weights


def load_base(model: Reader, head: MaskedLM | None, path: Path, layers: list[int]) -> None:
    """Base weights into the encoder (the named layers, in order) and the head; from base.npz or from a state saved by `mlm`."""
    if path.suffix == ".npz":
        saved = {k: torch.from_numpy(v.astype(np.float32)) for k, v in np.load(path).items()}
    else:
        saved = {k: v.float() for k, v in torch.load(path, weights_only=True).items()}
    state = {k: v for k, v in saved.items() if not k.startswith(("layers.", "lm."))}
    for new, old in enumerate(layers):
        state |= {k.replace(f"layers.{old}.", f"layers.{new}.", 1): v for k, v in saved.items() if k.startswith(f"layers.{old}.")}
    missing, extra = model.encoder.load_state_dict(state, strict=False)
    if extra or any("flags" not in m and "entities" not in m for m in missing):
        raise SystemExit(f"base weights do not fit: missing {missing}, extra {extra}")
    for embedding in (model.encoder.embed.flags, model.encoder.embed.entities):
        torch.nn.init.normal_(embedding.weight, std=0.01)
    if head is not None:
        head.load_state_dict({k[3:]: v for k, v in saved.items() if k.startswith("lm.")})


def half(state: dict[str, Tensor]) -> dict[str, Tensor]:
    return {k: v.detach().to("cpu", torch.float16) for k, v in state.items()}


def load_reader(path: Path) -> Reader:
    saved = torch.load(path, weights_only=False)
    model = Reader(Shape(**saved["shape"]))
    model.load_state_dict({k: v.float() for k, v in saved["state"].items()})
    return model.to(DEVICE).eval()


def schedule(done: float, warm: float = 0.06) -> float:
    """The learning rate's factor after the share `done` of the training."""
    return min(1.0, (done + 1e-3) / warm, max(0.01, (1 - done) / (1 - warm)))


# ------------------------------------------------------------------ masked LM


def plain_texts(args: argparse.Namespace) -> list[str]:
    """All texts but those of the posts kept for checking."""
    out, apart = [], {post["id"] for post, _ in gold_items(args, "dev")}
    for path in sorted(args.data.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            out += [row["text"] for row in map(json.loads, lines) if "text" in row and row["id"] not in apart]
    return out


def lm_windows(args: argparse.Namespace, length: int = 192) -> list[np.ndarray]:
    tokenizer = make_tokenizer((args.data / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1])
    out = []
    for encoded in tokenizer.encode_batch(plain_texts(args), add_special_tokens=False):
        ids = encoded.ids[: 40 * length]
        parts = math.ceil(len(ids) / length)
        for part in range(parts):
            piece = ids[part * len(ids) // parts : (part + 1) * len(ids) // parts]
            if len(piece) > 8:
                out.append(np.array([2, *piece, 3], np.int64))
    return out


def masked(batch: list[np.ndarray], rng: np.random.Generator, size: int, mask_id: int = 4) -> tuple[Tensor, Tensor, Tensor]:
    """Ids with 15 % of the pieces hidden (8 in 10 masked, 1 random, 1 kept), the mask of tokens, and the truth (−1 elsewhere)."""
    length = max(map(len, batch))
    ids, mask = np.zeros((len(batch), length), np.int64), np.zeros((len(batch), length), np.float32)
    for i, row in enumerate(batch):
        ids[i, : len(row)], mask[i, : len(row)] = row, 1
    hidden = (rng.random(ids.shape) < 0.15) & (ids > 4)
    truth = np.where(hidden, ids, -1)
    dice = rng.random(ids.shape)
    ids = np.where(hidden & (dice < 0.8), mask_id, np.where(hidden & (dice > 0.9), rng.integers(5, size, ids.shape), ids))
    return torch.from_numpy(ids), torch.from_numpy(mask), torch.from_numpy(truth)


def mlm(args: argparse.Namespace) -> None:
    rng = seed_all(args.seed)
    shape = Shape(layers=len(args.layers), vocabulary=args.vocabulary)
    model, head = Reader(shape), MaskedLM(shape)
    load_base(model, head, args.base, args.layers)
    encoder, head = model.encoder.to(DEVICE).train(), head.to(DEVICE).train()
    rows = lm_windows(args)
    steps = args.passes * math.ceil(len(rows) / args.batch)
    log("mlm", len(rows), "windows", steps, "steps")
    weights = [*encoder.parameters(), *head.parameters()]
    optimiser = torch.optim.AdamW(weights, lr=args.rate, weight_decay=0.01, betas=(0.9, 0.98), fused=DEVICE == "cuda")
    dice, step, began, shown = np.random.default_rng(args.seed), 0, time.time(), []
    for _ in range(args.passes):
        rng.shuffle(rows)
        blocks = [sorted(rows[i : i + 4096], key=len) for i in range(0, len(rows), 4096)]
        batches = [block[i : i + args.batch] for block in blocks for i in range(0, len(block), args.batch)]
        rng.shuffle(batches)
        for batch in batches:
            ids, mask, truth = (x.to(DEVICE) for x in masked(batch, dice, args.vocabulary))
            done = max(step / steps, (time.time() - began) / args.seconds)
            if done >= 1:
                break
            for group in optimiser.param_groups:
                group["lr"] = args.rate * schedule(done)
            with autocast():
                read = encoder(ids, mask)[truth >= 0]
                loss = F.cross_entropy(head(read, encoder.embed.words.weight).float(), truth[truth >= 0])
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimiser.step()
            shown.append(loss.detach())
            step += 1
            if step % 100 == 0:
                log(f"mlm {step}/{steps} loss {torch.stack(shown).mean():.3f} {time.time() - began:.0f} s")
                shown = []
            if args.most and step >= args.most:
                return log("stopped early")
    state = half(encoder.state_dict()) | {f"lm.{k}": v for k, v in half(head.state_dict()).items()}
    torch.save({k: v for k, v in state.items() if ".flags." not in k and ".entities." not in k}, args.out)
    return None


# ------------------------------------------------------------------ data


def tokenizer_of(args: argparse.Namespace):
    return make_tokenizer((args.data / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1])


def gold_items(args: argparse.Namespace, name: str) -> list[tuple[dict, list[dict]]]:
    def rows(path: Path) -> list[dict]:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]

    acts = {row["id"]: row["acts"] for row in rows(args.data / f"{name}.acts.jsonl.gz")}
    return [(post, acts[post["id"]]) for post in rows(args.data / f"{name}.jsonl.gz") if post["id"] in acts]


def entity_table(args: argparse.Namespace) -> dict[str, int]:
    """The actors that have a vector of their own: 2 onwards; 0 is no mention, 1 any other actor."""
    return {name: i + 2 for i, name in enumerate(json.loads((args.data / "entities.json").read_text()))}


def _soft_part(job: tuple[argparse.Namespace, list[dict]]) -> list[Window]:
    args, posts = job
    tokenizer, table = tokenizer_of(args), entity_table(args)
    return [w for post in posts for w in windows(post, tokenizer, find_mentions, table)[:6] if len(w.actors) > 1]


def unlabelled(args: argparse.Namespace) -> list[Window]:
    posts = []
    for path in sorted(args.data.glob("posts-*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            posts += [json.loads(line) for line in lines]
    known = {post["id"] for name in ("train", "dev") for post, _ in gold_items(args, name)}
    posts = [p for p in posts if p["id"] not in known][: args.most or None]
    n = max(1, len(posts) // 64)
    with ProcessPoolExecutor(min(14, os.cpu_count() or 1)) as pool:
        parts = pool.map(_soft_part, [(args, posts[i : i + n]) for i in range(0, len(posts), n)])
        return [w for part in parts for w in part]


# ------------------------------------------------------------------ reading


@torch.no_grad()
def read(models: list[Reader], rows: list[Window], size: int = 48) -> dict[int, dict[str, np.ndarray]]:
    """The network's output for each window by its place in `rows`; several networks' probabilities are averaged."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].ids))
    out: dict[int, dict[str, np.ndarray]] = {}
    for start in range(0, len(order), size):
        places = order[start : start + size]
        batch = on_device(padded([rows[i] for i in places]))
        with autocast():
            for i, result in zip(places, _ensemble(models, batch), strict=True):
                out[i] = result
    return out


def _ensemble(models: list[Reader], batch: dict[str, Tensor]) -> list[dict[str, np.ndarray]]:
    inputs = [batch[n] for n in ("ids", "mask", "flags", "entities", "places", "kinds", "features")]
    a = batch["places"].shape[1]
    texts = [m.pairs(*inputs) for m in models]
    both = [m.cooperation(z, a) for m, (_, z, _) in zip(models, texts, strict=True)]
    gate = torch.logit(torch.stack([torch.sigmoid(g.float()) for g, _ in both]).mean(0), 1e-6)
    types = torch.logit(torch.stack([torch.sigmoid(t.float()) for _, t in both]).mean(0), 1e-6)
    index, swapped, kind, score = models[0].best(gate, types, batch["places"])
    acts = [m.acts(text, batch["mask"], z, index, swapped, kind) for m, (text, z, _) in zip(models, texts, strict=True)]
    merged = {k: torch.stack([x[k].float() for x in acts]).mean(0) for k in acts[0]}
    for name in ("direction", "status"):
        merged[name] = torch.log(torch.stack([torch.softmax(x[name].float(), -1) for x in acts]).mean(0) + 1e-9)
    if len(models) > 1:
        merged["exists"] = torch.logit(torch.stack([torch.sigmoid(x["exists"].float()) for x in acts]).mean(0), 1e-6)
    merged |= {"index": index, "kind": kind, "score": score, "gate": gate, "types": types}
    arrays = {k: v.float().cpu().numpy() for k, v in merged.items()}
    return [{k: v[i] for k, v in arrays.items()} | {"a": np.array(a)} for i in range(gate.shape[0])]


def evaluate(models: list[Reader], rows: list[Window], items: list, search: bool = False) -> tuple[dict, object]:
    return evaluate_outputs(read(models, rows), rows, items, search)


def evaluate_outputs(outputs: dict, rows: list[Window], items: list, search: bool = False) -> tuple[dict, object]:
    """score.py's figures on `items`, at the default thresholds or at the best found (by pairs + acts strict − false done)."""
    from decode import Thresholds, candidates, decide
    from score import score

    found = {i: candidates(rows[i], outputs[i]) for i in outputs}
    posts = {post["id"]: post for post, _ in items}
    gold = {post["id"]: acts for post, acts in items}

    def at(t: Thresholds) -> dict:
        guess: dict[str, list] = {}
        for i, cs in found.items():
            post = posts[rows[i].post]
            guess.setdefault(post["id"], []).extend(decide(rows[i], cs, t, post["text"], post["date"]))
        return score(gold, guess)

    best, figures = Thresholds(), at(Thresholds())
    if search:
        value = lambda f: f["acts strict"]["F1"] + f["pairs"]["F1"] * 0.5 + f["cooperation"]["F1"] * 0.3  # noqa: E731
        for pair in (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
            for more in (0.3, 0.4, 0.5, 0.6, 0.7):
                t = Thresholds(pair, max(pair, more), 0.5)
                f = at(t)
                if value(f) > value(figures):
                    best, figures = t, f
        for done in (0.6, 0.7, 0.8, 0.9):
            t = Thresholds(best.pair, best.more, done)
            f = at(t)
            log("  done", done, f"status {f['status']['accuracy']:.3f} false done {f['false done']['rate']:.3f} strict {f['acts strict']['F1']:.3f}")
    return figures, best


def line(f: dict) -> str:
    s = f["acts strict"]
    return (f"coop {f['cooperation']['F1']:.3f} pairs {f['pairs']['F1']:.3f} strict {s['F1']:.3f} (P {s['P']:.2f} R {s['R']:.2f}) lenient {f['acts lenient']['F1']:.3f} "
            f"status {f['status']['accuracy']:.3f} falsedone {f['false done']['rate']:.3f}/{f['false done']['n']} dir {f['direction']['accuracy']:.3f} "
            f"roles {f['roles']['accuracy']:.3f} sphere {f['sphere']['accuracy']:.3f} reporter {f['reporter']['F1']:.2f}")  # fmt: skip


# ------------------------------------------------------------------ fit


def fit(args: argparse.Namespace) -> None:
    rng = seed_all(args.seed)
    tokenizer, table = tokenizer_of(args), entity_table(args)
    dev_items, case_items = gold_items(args, "dev"), gold_items(args, "case")
    if args.most:
        dev_items, case_items = dev_items[:20], case_items[:20]
    dev, case = (prepare(x, tokenizer, find_mentions, table) for x in (dev_items, case_items))
    gold = [w for name in args.sets for w in prepare(gold_items(args, name), tokenizer, find_mentions, table)]
    gold = [w for w in gold if len(w.actors) > 1]
    if args.most:
        gold = gold[: args.most]
    soft = pickle.load(args.soft.open("rb")) if args.soft else []
    shape = Shape(layers=len(args.layers), vocabulary=args.vocabulary, dropout=args.dropout)
    model = Reader(shape)
    if args.start:
        model.load_state_dict({k: v.float() for k, v in torch.load(args.start, weights_only=False)["state"].items()})
    else:
        load_base(model, None, args.base, args.layers)
    model.to(DEVICE)
    head = [p for n, p in model.named_parameters() if not n.startswith("encoder.") or ".flags." in n or ".entities." in n]
    body = [(n, p) for n, p in model.named_parameters() if n.startswith("encoder.") and ".flags." not in n and ".entities." not in n]
    groups = [{"params": head, "peak": args.head_rate}]
    for depth in range(-1, shape.layers):
        mine = [p for n, p in body if (n.startswith(f"encoder.layers.{depth}.") if depth >= 0 else ".embed." in n)]
        groups.append({"params": mine, "peak": args.rate * args.decay ** (shape.layers - 1 - depth)})
    optimiser = torch.optim.AdamW(groups, lr=args.rate, weight_decay=0.01, betas=(0.9, 0.98), fused=DEVICE == "cuda")

    def one_pass() -> list[list[Window]]:
        some = rng.sample(soft, min(len(soft), args.soft_each)) if soft else []
        return list(by_length([*gold, *some], args.batch, rng, args.batch * 200))

    steps = args.passes * len(one_pass())
    log("fit", args.name, len(gold), "gold windows", len(soft), "soft", sum(len(w.acts) for w in gold), "pair acts", steps, "steps")
    step, began, weights = 0, time.time(), list(model.parameters())
    average: dict[str, Tensor] = {}
    for epoch in range(args.passes):
        model.train()
        sums: Counter[str] = Counter()
        batches = one_pass()
        for rows in batches:
            inputs = padded(rows)
            inputs["entities"] = torch.where(torch.rand(len(rows), 1) < 0.3, (inputs["entities"] > 0).long(), inputs["entities"])
            batch = on_device(inputs | targets(rows, inputs["places"].shape[1], inputs["ids"].shape[1], N_TYPES))
            done = max(step / steps, (time.time() - began) / args.seconds)
            if done >= 1:
                break
            now = schedule(done)
            for group in optimiser.param_groups:
                group["lr"] = group["peak"] * now
            with autocast():
                parts = losses(model, batch)
            loss = total(parts)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimiser.step()
            step += 1
            if step % 25 == 0:
                sums.update({k: float(v.detach()) for k, v in parts.items()} | {"n": 1})
            if done > 0.7 and step % 20 == 0:
                for k, v in model.state_dict().items():
                    average[k] = v.clone() if k not in average else average[k].lerp_(v, 0.04) if v.is_floating_point() else v
        if done >= 1 and epoch < args.passes - 1:
            log(args.name, f"out of time in pass {epoch + 1}")
            break
        model.eval()
        n = max(1, sums.pop("n", 1))
        log(args.name, f"pass {epoch + 1} {time.time() - began:.0f} s", " ".join(f"{k} {v / n:.2f}" for k, v in sums.items()))
        if not args.quiet and (epoch % 2 or args.passes == 1):
            log(args.name, f"pass {epoch + 1} dev", line(evaluate([model], dev, dev_items)[0]))
    model.eval()
    if average:
        log(args.name, "last dev", line(evaluate([model], dev, dev_items)[0]))
        model.load_state_dict(average)
    figures, best = evaluate([model], dev, dev_items, True)
    log(args.name, "BEST dev", line(figures), best)
    if "case" not in args.sets:
        log(args.name, "case", line(evaluate([model], case, case_items)[0]))
    torch.save({"shape": shape.__dict__, "state": half(model.state_dict())}, args.out)
    log(args.name, "saved")


def label(args: argparse.Namespace) -> None:
    """Let trained networks, averaged, label the unlabelled windows; keep those that may tell acts and as many others."""
    from decode import candidates

    rng = seed_all(args.seed)
    models = [load_reader(path) for path in args.models]
    rows = unlabelled(args)[: args.most or None]
    log("label", len(rows), "windows")
    outputs = read(models, rows)
    full, empty = [], []
    for i, window in enumerate(rows):
        out, n = outputs[i], len(window.actors)
        gate = 1 / (1 + np.exp(-out["gate"][:n, :n]))
        np.fill_diagonal(gate, 0)
        window.gates, window.types, window.soft = gate.astype(np.float32), (1 / (1 + np.exp(-out["types"][:n, :n]))).astype(np.float32), True
        from data import Act

        for c in candidates(window, out):
            if c["confidence"] > 0.15:
                s, e = c["span"]
                window.acts.append(Act(*c["pair"], c["type"], c["confidence"], c["direction"].astype(np.float32), c["status"].astype(np.float32), 0, 0.0, 0,
                                       (s + 1, e + 1) if c["confidence"] > 0.4 else None))  # fmt: skip
        (full if gate.max() > 0.1 else empty).append(window)
    rng.shuffle(empty)
    log("label", len(full), "may tell acts", len(empty), "tell none")
    pickle.dump(full + empty[: len(full) // 2], args.out.open("wb"))


def check(args: argparse.Namespace) -> None:
    tokenizer, table = tokenizer_of(args), entity_table(args)
    models = [load_reader(path) for path in args.models]
    for name in args.sets:
        items = gold_items(args, name)
        figures, best = evaluate(models, prepare(items, tokenizer, find_mentions, table), items, name == "dev")
        log("check", name, [p.name for p in args.models], line(figures), best)


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("command", choices=["mlm", "fit", "label", "check"])
    cli.add_argument("--data", type=Path, required=True, help="folder with *.jsonl.gz, vocab.txt, entities.json")
    cli.add_argument("--base", type=Path)
    cli.add_argument("--models", type=Path, nargs="*", default=[])
    cli.add_argument("--out", type=Path)
    cli.add_argument("--start", type=Path, help="go on from a saved network")
    cli.add_argument("--quiet", action="store_true", help="check on dev at the end only")
    cli.add_argument("--name", default="fit")
    cli.add_argument("--layers", type=lambda s: [int(x) for x in s.split(",")], default=list(range(12)))
    cli.add_argument("--vocabulary", type=int, default=30_000)
    cli.add_argument("--passes", type=int, default=8)
    cli.add_argument("--batch", type=int, default=16)
    cli.add_argument("--rate", type=float, default=4e-5)
    cli.add_argument("--head-rate", type=float, default=3e-4)
    cli.add_argument("--decay", type=float, default=0.93)
    cli.add_argument("--dropout", type=float, default=0.1)
    cli.add_argument("--seed", type=int, default=1)
    cli.add_argument("--sets", nargs="*", default=["train", "made", "case"])
    cli.add_argument("--soft", type=Path)
    cli.add_argument("--soft-each", type=int, default=6000)
    cli.add_argument("--seconds", type=float, default=1e9, help="stop after so long, the rate falling to nothing by then")
    cli.add_argument("--most", type=int, default=0)
    args = cli.parse_args()
    globals()[args.command](args)


if __name__ == "__main__":
    main()
