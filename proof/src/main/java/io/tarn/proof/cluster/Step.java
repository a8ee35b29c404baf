package io.tarn.proof.cluster;

import java.util.List;

/**
 * One compaction on the way of a day.
 *
 * @param batch of the archive that is there when it begins
 * @param trouble what happens to an executor meanwhile
 */
record Step(String name, int batch, List<String> arguments, Trouble trouble) {
    /** What happens to an executor while it merges. */
    enum Trouble {
        NONE,
        /** It is killed. */
        KILLED,
        /** It stands still, until what it should have done is published. */
        STOPPED
    }

    /** From the archive to hot files, to the lake, late rows behind them, and small late files merged. */
    static final List<Step> ALL = List.of(
            new Step("hydrate", 0, List.of("compact"), Trouble.NONE),
            new Step("hydrate more", 1, List.of("compact"), Trouble.NONE),
            new Step("seal", 1, List.of("compact", "--seal-open"), Trouble.KILLED),
            new Step("append", 2, List.of("compact", "--seal-open"), Trouble.STOPPED),
            new Step("merge", 2, List.of("compact"), Trouble.NONE));

    /** Batches that all steps together need. */
    static final int BATCHES = 3;
}
