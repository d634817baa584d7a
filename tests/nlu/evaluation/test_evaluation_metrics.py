"""The figures against values worked out by hand."""

from __future__ import annotations

import pytest

from nlu.evaluation import metrics


def test_a_share_has_wilsons_interval():
    figure = metrics.share([True] * 8 + [False] * 2)
    assert figure.value == 0.8 and figure.n == 10
    # (0.8 + 3.8415/20 ± 1.96·√(0.016 + 3.8415/400)) / 1.38415
    assert figure.low == pytest.approx(0.4902, abs=1e-4) and figure.high == pytest.approx(0.9433, abs=1e-4)


def test_a_share_of_all_keeps_a_lower_bound():
    figure = metrics.share([True] * 10)
    assert figure.high == pytest.approx(1.0) and figure.low == pytest.approx(0.7225, abs=1e-4)


def test_a_share_of_nothing_is_unknown():
    assert metrics.share([]).as_dict() == {"value": None, "low": None, "high": None, "n": 0}


def test_a_paired_difference_counts_only_what_changed():
    figure = metrics.paired_difference([True] * 6 + [False] * 4, [True] * 3 + [False] * 6 + [True])
    # three lost, one gained: −2/10 ± 1.96·√(4 − 4/10)/10
    assert figure.value == pytest.approx(-0.2)
    assert figure.low == pytest.approx(-0.2 - 0.3719, abs=1e-4) and figure.high == pytest.approx(-0.2 + 0.3719, abs=1e-4)


def test_precision_recall_and_f1_by_label():
    table = metrics.by_label(["a", "a", "a", "b"], ["a", "a", "b", "b"])
    assert table["a"] == {"precision": 1.0, "recall": 0.6667, "f1": 0.8, "support": 3}
    assert table["b"] == {"precision": 0.5, "recall": 1.0, "f1": 0.6667, "support": 1}


def test_macro_f1_leaves_out_labels_never_meant():
    figure = metrics.macro_f1(["a", "a", "a", "b"], ["a", "a", "c", "b"])
    # a: 2·2/(3+2) = 0.8; b: 1; c is never meant
    assert figure.value == pytest.approx(0.9)
    assert figure.low <= figure.value <= figure.high


def test_confusion_counts_pairs():
    assert metrics.confusion(["a", "a", "b"], ["b", "b", "b"]) == {"a": {"b": 2}, "b": {"b": 1}}


def test_calibration_weighs_the_gap_of_each_bin():
    figure, bins = metrics.calibration([0.95, 0.95, 0.55, 0.55], [True, True, True, False])
    # |1 − 0.95| · 2/4 + |0.5 − 0.55| · 2/4
    assert figure.value == pytest.approx(0.05)
    assert bins == [{"confidence": 0.55, "right": 0.5, "n": 2}, {"confidence": 0.95, "right": 1.0, "n": 2}]


def test_full_confidence_falls_into_the_last_bin():
    _, bins = metrics.calibration([1.0, 0.91], [True, False])
    assert bins == [{"confidence": 0.955, "right": 0.5, "n": 2}]


def test_the_curve_refuses_what_lies_below_the_threshold():
    curve = metrics.refusal_curve([0.9, 0.8, 0.4], [0.1, 0.5])
    assert [(point["threshold"], round(point["lost"], 2), point["recognised"]) for point in curve] == [
        (0.1, 0.0, 0.0), (0.4, 0.0, 0.5), (0.5, 0.33, 0.5), (0.8, 0.33, 1.0), (0.9, 0.67, 1.0), (float("inf"), 1.0, 1.0),
    ]


@pytest.mark.parametrize("most, threshold", [(0.0, 0.4), (0.34, 0.8), (0.99, 0.9)])
def test_the_threshold_refuses_most_within_the_loss(most, threshold):
    assert metrics.threshold_for(metrics.refusal_curve([0.9, 0.8, 0.4], [0.1, 0.5]), most) == threshold


def test_a_threshold_exists_even_when_every_one_loses_too_much():
    assert metrics.threshold_for([{"threshold": 0.2, "lost": 0.5}, {"threshold": 0.3, "lost": 0.6}], 0.04) == 0.2


def test_separation_is_the_share_of_pairs_in_the_right_order():
    # 0.9 beats both; 0.4 beats 0.1, ties 0.4: (2 + 1.5) / 4
    assert metrics.separation([0.9, 0.4], [0.1, 0.4]).value == pytest.approx(0.875)
