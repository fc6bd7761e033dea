"""Fits what the engine wrote down: `cargo xtask learn` runs this and the engine's half in turn.

usage: fit.py words|trees WORK
       fit.py figures WORK FOLDER

`words` learns what the words of class and id names say, `trees` what the signals say. Each is learnt once for every fold
without that fold, and once from all pages; a page's signals always come from what was learnt without its fold. `figures`
scores what the engine extracted with the models of the folds, and writes the model and the figures into FOLDER. Seeds are
fixed, and one run gives the same file as the next on the same kind of machine.
"""
import json
import math
import struct
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
import re

import numpy as np
from catboost import CatBoostClassifier, Pool

FOLDS = 5
SEED = 1

# Words.
MOST_WORDS = 400
FEWEST_SITES = 6
ODDS_STEPS, MOST_ODDS = 16, 64
PRIOR = 2.0

# What is learnt from: runs below this quantile of weight are light, and this share of them is kept.
LIGHT, KEPT = 0.4, 0.25
BORDERS = 64
THREADS = 2

# Signals that the figures name.
MOST_SHOWN = 60

# Trees: log odds in 1024 parts, as the engine adds them.
PARTS = 1024
TREES = dict(iterations=300, depth=6, learning_rate=0.11, l2_leaf_reg=6.0, rsm=0.3)

CHARACTERS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
CHARACTER = re.compile(f"[{CHARACTERS}]")
WORD = re.compile(r"\w+")
WORD_OR_CHARACTER = re.compile(f"[{CHARACTERS}]|[^\\W{CHARACTERS}]+")


def pattern_for(gold, by_words):
    """What a token of a page is: a word, or in scripts without spaces a character."""
    by_character = not by_words and len(CHARACTER.findall(gold)) > 0.1 * len(gold)
    return WORD_OR_CHARACTER if by_character else WORD


class Page:
    """A page: its runs as tokens, and the share of each run that the gold text holds."""

    def __init__(self, line):
        page = json.loads(line)
        self.corpus, self.id, self.fold, self.site = page["corpus"], page["id"], page["fold"], page["site"]
        self.parents, self.elements = page["parents"], page["elements"]
        gold = page["gold"]
        pattern = pattern_for(gold, page["by_words"])
        self.gold = pattern.findall(gold)
        self.runs = [pattern.findall(text) for text in page["texts"]]
        self.lengths = np.array([len(run) for run in self.runs], np.float64)
        lines = {" ".join(pattern.findall(line)) for line in gold.split("\n")}
        self.labels = self.label(lines)

    def label(self, lines, n=4):
        """A token is gold where any four in a row around it stand in the gold text; a short run where it is a line of it."""
        gold = {tuple(self.gold[i : i + n]) for i in range(max(1, len(self.gold) - n + 1))}
        tokens = [token for run in self.runs for token in run]
        covered = np.zeros(len(tokens), bool)
        for i in range(len(tokens) - n + 1):
            if tuple(tokens[i : i + n]) in gold:
                covered[i : i + n] = True
        labels, start = np.zeros(len(self.runs)), 0
        for index, run in enumerate(self.runs):
            end = start + len(run)
            if run:
                share = covered[start:end].mean()
                if len(run) < n and share < 1 and " ".join(run) in lines:
                    share = 1.0
                labels[index] = round(share) if len(run) < n else share
            start = end
        return labels

    def weights(self):
        """What a run counts: its share of what precision and recall of the page are made of."""
        return (self.lengths + 1) / (max(len(self.gold), 20) + 0.2 * max(self.lengths.sum(), 1))


def read_pages(work):
    with open(work / "pages.jsonl", encoding="utf8") as lines:
        return [Page(line) for line in lines]


def word_shares(page):
    """Of each word, the share of the page's gold text and of its other text that stands inside elements named so."""
    count = len(page.elements)
    gold, other = np.zeros(count), np.zeros(count)
    np.add.at(gold, page.parents, page.lengths * page.labels)
    np.add.at(other, page.parents, page.lengths * (1 - page.labels))
    for index in range(count - 1, 0, -1):
        parent = page.elements[index][0]
        gold[parent] += gold[index]
        other[parent] += other[index]
    all_gold, all_other = max(gold[0], 1), max(other[0], 1)
    shares, around = {}, [frozenset()] * count
    for index in range(1, count):
        parent, words = page.elements[index]
        new = [word for word in dict.fromkeys(words) if word not in around[parent]]
        around[index] = around[parent] | frozenset(new) if new else around[parent]
        for word in new:
            before = shares.get(word, (0.0, 0.0))
            shares[word] = (before[0] + gold[index] / all_gold, before[1] + other[index] / all_other)
    return shares


def learn_words(pages):
    """The words that say most, with their odds."""
    site_pages = defaultdict(int)
    for page in pages:
        site_pages[page.site] += 1
    gold, other, sites = defaultdict(float), defaultdict(float), defaultdict(set)
    for page in pages:
        weight = 1 / math.sqrt(site_pages[page.site])
        for word, (for_it, against) in page.shares.items():
            gold[word] += weight * for_it
            other[word] += weight * against
            sites[word].add(page.site)
    odds = {word: math.log((gold[word] + PRIOR) / (other[word] + PRIOR)) for word in sites if len(sites[word]) >= FEWEST_SITES}
    telling = sorted(odds, key=lambda word: (-abs(odds[word]) * math.sqrt(gold[word] + other[word]), word))[:MOST_WORDS]
    steps = lambda value: max(-MOST_ODDS, min(MOST_ODDS, round(ODDS_STEPS * value)))
    return sorted((word, steps(odds[word])) for word in telling)


def words_bytes(words):
    parts = [struct.pack("<H", len(words))]
    parts += [bytes([len(word)]) + word.encode() + struct.pack("<b", odds) for word, odds in words]
    return b"".join(parts)


def signals_hash(work):
    """Ties a model to the signals it was learnt from: FNV-1a over their names, as the engine computes it."""
    value = 0x811C9DC5
    for byte in "".join(f"{name}\n" for name in json.loads((work / "signals.json").read_text())).encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return struct.pack("<I", value)


NO_TREES = struct.pack("<iH", 0, 0)


def fit_words(work):
    pages = read_pages(work)
    for page in pages:
        page.shares = word_shares(page)
    (work / "lengths.json").write_text(json.dumps([len(page.runs) for page in pages]))
    labels = np.concatenate([page.labels for page in pages])
    np.save(work / "labels.npy", labels.astype(np.float32))
    np.save(work / "weights.npy", np.concatenate([page.weights() for page in pages]).astype(np.float32))
    np.save(work / "tokens.npy", np.concatenate([page.lengths for page in pages]).astype(np.int32))
    np.save(work / "folds.npy", np.concatenate([np.full(len(page.runs), page.fold) for page in pages]).astype(np.int8))
    (work / "golds.json").write_text(json.dumps([[page.corpus, page.id, page.fold, len(page.gold)] for page in pages]))
    for fold in [*range(FOLDS), None]:
        words = learn_words([page for page in pages if page.fold != fold])
        name = "model" if fold is None else f"model-{fold}"
        (work / f"{name}.words").write_bytes(signals_hash(work) + words_bytes(words))
        (work / f"{name}.bin").write_bytes(signals_hash(work) + words_bytes(words) + NO_TREES)


class Rows:
    """The signals of all runs, and what is known of each."""

    def __init__(self, work):
        self.labels, self.weights = np.load(work / "labels.npy"), np.load(work / "weights.npy")
        self.folds = np.load(work / "folds.npy")
        self.signals = np.fromfile(work / "signals.bin", np.uint8).reshape(len(self.labels), -1)

    def sample(self, fold):
        """What is learnt from: of the many light runs that are no content a part, which stands for all of them."""
        heavy = (self.labels > 0) | (self.weights > np.quantile(self.weights, LIGHT))
        lots = np.random.default_rng(SEED).random(len(self.labels)) < KEPT
        rows = np.flatnonzero((heavy | lots) & (self.folds != fold))
        return rows, self.weights[rows] * np.where(heavy[rows], 1, 1 / KEPT)


def fit_trees(rows, fold):
    """Oblivious trees as (signals and thresholds, shift, leaves in parts shifted right), and the bias in parts."""
    chosen, weights = rows.sample(fold)
    model = CatBoostClassifier(
        loss_function="CrossEntropy", boosting_type="Plain", bootstrap_type="No", border_count=BORDERS,
        random_seed=SEED, thread_count=THREADS, allow_writing_files=False, verbose=False, **TREES,
    )
    model.fit(Pool(rows.signals[chosen].astype(np.float32), np.clip(rows.labels[chosen], 0, 1), weight=weights))
    with tempfile.TemporaryDirectory() as folder:
        model.save_model(f"{folder}/model.json", format="json")
        saved = json.loads(Path(f"{folder}/model.json").read_text())
    scale, (bias,) = saved["scale_and_bias"]
    index = {f["feature_index"]: f["flat_feature_index"] for f in saved["features_info"]["float_features"]}
    trees = []
    for tree in saved["oblivious_trees"]:
        questions = [(index[split["float_feature_index"]], math.floor(split["border"])) for split in tree["splits"]]
        leaves = [PARTS * scale * leaf for leaf in tree["leaf_values"]]
        shift = max(0, math.ceil(math.log2(max(map(abs, leaves)) / 127 + 1e-9)))
        trees.append((questions, shift, [round(leaf / 2**shift) for leaf in leaves]))
    return trees, round(PARTS * bias)


def probabilities(trees, bias, signals):
    """What the engine makes of these trees."""
    sums = np.full(len(signals), bias, np.int64)
    for questions, shift, leaves in trees:
        leaf = np.zeros(len(signals), np.int64)
        for level, (signal, threshold) in enumerate(questions):
            leaf |= (signals[:, signal] > threshold).astype(np.int64) << level
        sums += (np.array(leaves) << shift)[leaf]
    return (1 / (1 + np.exp(-sums / PARTS))).astype(np.float32)


def trees_bytes(trees, bias):
    parts = [struct.pack("<iH", bias, len(trees))]
    for questions, shift, leaves in trees:
        parts.append(bytes([len(questions)]))
        parts += [bytes(question) for question in questions]
        parts.append(bytes([shift]) + struct.pack(f"<{len(leaves)}b", *leaves))
    return b"".join(parts)


def fit_all_trees(work):
    rows = Rows(work)
    found = np.zeros(len(rows.labels), np.float32)
    for fold in [*range(FOLDS), None]:
        trees, bias = fit_trees(rows, -1 if fold is None else fold)
        name = "model" if fold is None else f"model-{fold}"
        (work / f"{name}.bin").write_bytes((work / f"{name}.words").read_bytes() + trees_bytes(trees, bias))
        if fold is not None:
            of_fold = rows.folds == fold
            found[of_fold] = probabilities(trees, bias, rows.signals[of_fold])
        print(f"trees, {'all pages' if fold is None else f'without fold {fold}'}", flush=True)
    found.tofile(work / "found.bin")


def shingles(tokens, n=4):
    return Counter(tuple(tokens[i : i + n]) for i in range(max(1, len(tokens) - n + 1))) if tokens else Counter()


def precision_and_recall(gold, found):
    """Of a page, by the multisets of four tokens in a row (the definition of the public article-extraction benchmark)."""
    gold, found = shingles(gold), shingles(found)
    common = sum((gold & found).values())
    share = lambda whole: common / sum(whole.values()) if whole else 0.0
    return share(found), share(gold)


def score(work):
    """Pages, mean precision of those with a text, mean recall, and F1 of the two means, by corpus."""
    scores = defaultdict(list)
    with open(work / "pages.jsonl", encoding="utf8") as pages, open(work / "texts.jsonl", encoding="utf8") as texts:
        for page, text in zip(pages, texts):
            page, text = json.loads(page), json.loads(text)["text"]
            pattern = pattern_for(page["gold"], page["by_words"])
            found = pattern.findall(text)
            scores[page["corpus"]].append((*precision_and_recall(pattern.findall(page["gold"]), found), bool(found)))
    for corpus, pages in sorted(scores.items()):
        precision = np.mean([p for p, _, has_text in pages if has_text])
        recall = np.mean([r for _, r, _ in pages])
        yield corpus, len(pages), precision, recall, 2 * precision * recall / (precision + recall)


def read_model(data):
    """The words with their odds, and how much each signal's questions move the log odds in all."""
    words, at = [], 6
    for _ in range(struct.unpack_from("<H", data, 4)[0]):
        end = at + 1 + data[at]
        words.append((data[at + 1 : end].decode(), struct.unpack_from("<b", data, end)[0]))
        at = end + 1
    moves, at = Counter(), at + 6
    for _ in range(struct.unpack_from("<H", data, at - 2)[0]):
        depth = data[at]
        questions = [data[at + 1 + 2 * level : at + 3 + 2 * level] for level in range(depth)]
        at += 1 + 2 * depth
        leaves = np.array(struct.unpack_from(f"<{1 << depth}b", data, at + 1), float) * 2 ** data[at] / PARTS
        at += 1 + (1 << depth)
        for level, (signal, _) in enumerate(questions):
            above = (np.arange(1 << depth) >> level & 1).astype(bool)
            moves[signal] += np.abs(leaves[above].mean() - leaves[~above].mean())
    return words, moves


def write_figures(work, folder):
    model = (work / "model.bin").read_bytes()
    (folder / "model.bin").write_bytes(model)
    words, moves = read_model(model)
    names = json.loads((work / "signals.json").read_text())
    lines = [
        "# The model, and the figures of the run that made it",
        "",
        f"Written by `cargo xtask learn`: {len(model)} bytes, {len(words)} words, {TREES['iterations']} trees of depth {TREES['depth']}.",
        "",
        f"Cross-validated by site in {FOLDS} folds: each page was extracted by the engine with a model that has not learnt from its site.",
        "",
        "| corpus | pages | precision | recall | F1 |",
        "|---|---|---|---|---|",
    ]
    lines += [f"| {c} | {n} | {p:.4f} | {r:.4f} | {f:.4f} |" for c, n, p, r, f in score(work)]
    lines += ["", "## What weighs most", "", "By how much the questions about a signal move the log odds, in all trees.", ""]
    lines += [f"- {names[signal]}: {move:.1f}" for signal, move in moves.most_common(MOST_SHOWN)]
    lines += ["", "## What names say", "", "Log odds in sixteenths: above 0 the word stands around content, below around the rest.", ""]
    by_odds = sorted(words, key=lambda word: (word[1], word[0]))
    lines.append(", ".join(f"{word} {odds}" for word, odds in by_odds))
    (folder / "model.md").write_text("\n".join(lines) + "\n", encoding="utf8")
    print("\n".join(lines[6:16]))


def main():
    match sys.argv[1:]:
        case ["words", work]:
            fit_words(Path(work))
        case ["trees", work]:
            fit_all_trees(Path(work))
        case ["figures", work, folder]:
            write_figures(Path(work), Path(folder))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
