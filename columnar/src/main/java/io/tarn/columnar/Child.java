package io.tarn.columnar;

/**
 * A column or group below a group. Where it has no value nothing is done until it has one again or the row group ends:
 * a row costs what is in it, not what the schema has.
 */
abstract class Child {
    private final Slots parent;
    private int run;
    private long usedOfRun;
    private long used;

    Child(Slots parent) {
        this.parent = parent;
    }

    /** So many nulls. */
    abstract void nulls(int repetition, int definition, long count);

    /** Takes the newest slot of the parent, all before it that it left out being null; returns its repetition level. */
    final int claim() {
        catchUp(parent.total() - 1);
        if (usedOfRun == parent.count(run)) {
            run++;
            usedOfRun = 0;
        }
        used++;
        usedOfRun++;
        return parent.repetition();
    }

    /** Makes all slots that were left out null, and begins anew. */
    void endRowGroup() {
        catchUp(parent.total());
        run = 0;
        usedOfRun = 0;
        used = 0;
    }

    private void catchUp(long total) {
        while (used < total) {
            long part = Math.min(total - used, parent.count(run) - usedOfRun);
            if (part > 0) {
                nulls(parent.repetition(run), parent.definition(run), part);
                used += part;
                usedOfRun += part;
            } else {
                run++;
                usedOfRun = 0;
            }
        }
    }

    /** A leaf column. */
    static final class Leaf extends Child {
        final LeafWriter writer;

        Leaf(Slots parent, LeafWriter writer) {
            super(parent);
            this.writer = writer;
        }

        @Override
        void nulls(int repetition, int definition, long count) {
            writer.nulls(repetition, definition, count);
        }
    }

    /** A group that has slots of its own; its children end their row group after it. */
    static final class Group extends Child {
        final Slots slots = new Slots();

        Group(Slots parent) {
            super(parent);
        }

        @Override
        void nulls(int repetition, int definition, long count) {
            slots.add(repetition, definition, count);
        }
    }
}
