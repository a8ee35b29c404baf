package io.tarn.columnar;

/**
 * Decides when a row group and a file are full, so that files come out at their target size. No I/O.
 *
 * <p>All of it goes by what pages should take, never by what they took: the same rows then end in the same places with
 * every version of the codec (decision 21). The size of a row group is estimated from its finished pages and what waits
 * to become pages; how wrong that was is learned from each row group that ends. Row groups of one file are made equal:
 * a file of 256 MiB is two of 128, a file of 200 two of 100.
 */
final class FilePacer {
    /** A file this full is closed; nine tenths lie well within the 20 % that are promised. */
    private static final double FULL = 0.92;

    /** Until the first row group was written, nobody knows what dictionaries and footers add. */
    private static final double CAUTION = 0.7;

    /** Pages are measured once this part of a row group is there: small files never need it. */
    private static final double WORTH_MEASURING = 1 / 16.0;

    private static final long FOOTER_PER_CHUNK = 250;

    /** A row group is not more than a few per cent too large if it is looked at so often. */
    private static final int LOOKS = 32;

    private static final int MAX_STEP = 10_000;

    private final FileSizes sizes;
    private final long schema;

    private long written;
    private long goal;
    private double factor = 1;
    private boolean learned;
    private double footerPerGroup;
    private double ratio = PageSizes.UNKNOWN_RATIO;
    private double footer;

    /** @param schema bytes that the schema takes in a footer */
    FilePacer(FileSizes sizes, int columns, long schema) {
        this.sizes = sizes;
        this.schema = schema;
        footerPerGroup = columns * FOOTER_PER_CHUNK;
        footer = schema;
        plan();
    }

    /** What the open row group will take in the file. */
    long estimate(Meter meter) {
        double pending =
                meter.pending * (meter.rawPaged > meter.pending ? meter.paged / (double) meter.rawPaged : ratio);
        return (long) ((meter.paged + pending) * factor);
    }

    /** Whether the open row group has become what it should be. */
    boolean rowGroupIsFull(Meter meter) {
        return estimate(meter) >= goal;
    }

    /** Whether so much is there that sizes may decide something. */
    boolean worthMeasuring(Meter meter) {
        return estimate(meter) >= goal * WORTH_MEASURING;
    }

    /** How many rows may be added before sizes are looked at again; {@code rows} are there. */
    long step(Meter meter, long rows) {
        double perRow = estimate(meter) / (double) Math.max(1, rows);
        long some = (long) (goal / (double) LOOKS / Math.max(1, perRow));
        return Math.max(1, Math.min(Math.min(rows, MAX_STEP), some));
    }

    /** Takes note of a row group, which was estimated at so much before its last pages were ended. */
    void rowGroupWritten(long estimated, Meter after) {
        written += after.paged;
        footer += after.described;
        footerPerGroup = after.described;
        double error = after.paged / (double) Math.max(1, estimated);
        factor = learned ? factor * Math.sqrt(clamp(error)) : factor * clamp(error);
        ratio = after.paged / (double) Math.max(1, after.rawPaged);
        learned = true;
        plan();
    }

    /** Whether the file should be closed; asked after each row group. */
    boolean fileIsFull() {
        return written + footer >= sizes.targetFile() * FULL;
    }

    /** Takes note of a file that was closed. */
    void fileWritten() {
        written = 0;
        footer = schema;
        plan();
    }

    private void plan() {
        long room = sizes.targetFile() - written;
        long groups = Math.max(1, (room + sizes.rowGroup() - 1) / sizes.rowGroup());
        long share = (long) ((room - footer - groups * footerPerGroup) / groups * (learned ? 1 : CAUTION));
        // A table of a thousand columns with a tiny target is all footer, and would get a row group for each row.
        double least = Math.max(Math.min(sizes.targetFile() / 8, sizes.rowGroup()), footerPerGroup / 2);
        goal = (long) Math.max(least, share);
    }

    private static double clamp(double error) {
        return Math.max(0.2, Math.min(5, error));
    }
}
