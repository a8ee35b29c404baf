package io.tarn.columnar;

/**
 * Decides when a row group and a file are full, so that files come out at their target size. No I/O.
 *
 * <p>The size of a row group is estimated from its finished pages and what waits to be compressed; how wrong that was
 * is learned from each row group that is written. Row groups of one file are made equal: a file of 256 MiB is two of
 * 128, a file of 200 two of 100.
 */
final class FilePacer {
    /** A file this full is closed; nine tenths lie well within the 20 % that are promised. */
    private static final double FULL = 0.92;

    /** Until the first row group was written, nobody knows what dictionaries and footers add. */
    private static final double CAUTION = 0.7;

    private static final double UNKNOWN_RATIO = 0.5;
    private static final long FOOTER_PER_CHUNK = 250;

    private final FileSizes sizes;
    private final int columns;

    private long written;
    private long goal;
    private double factor = 1;
    private boolean learned;
    private double footerPerChunk = FOOTER_PER_CHUNK;
    private double ratio = UNKNOWN_RATIO;
    private int rowGroups;

    FilePacer(FileSizes sizes, int columns) {
        this.sizes = sizes;
        this.columns = columns;
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

    /** Takes note of a row group; {@code before} is its meter before the last pages were ended. */
    void rowGroupWritten(long estimated, Meter after, long bytes, long position) {
        rowGroups++;
        written = position;
        double error = bytes / (double) Math.max(1, estimated);
        factor = learned ? factor * Math.sqrt(clamp(error)) : factor * clamp(error);
        ratio = bytes / (double) Math.max(1, after.rawPaged);
        learned = true;
        plan();
    }

    /** Whether the file should be closed; asked after each row group. */
    boolean fileIsFull() {
        return written + footer(rowGroups) >= sizes.targetFile() * FULL;
    }

    /** Takes note of a file that was closed at this length. */
    void fileWritten(long bytes) {
        footerPerChunk = (bytes - written) / (double) (Math.max(1, rowGroups) * columns);
        written = 0;
        rowGroups = 0;
        plan();
    }

    private void plan() {
        long room = sizes.targetFile() - written;
        long groups = Math.max(1, (room + sizes.rowGroup() - 1) / sizes.rowGroup());
        long share = (long) ((room - footer(rowGroups + groups)) / groups * (learned ? 1 : CAUTION));
        // A table of a thousand columns with a tiny target is all footer, and would get a row group for each row.
        double least = Math.max(Math.min(sizes.targetFile() / 8, sizes.rowGroup()), footer(1) / 2);
        goal = (long) Math.max(least, share);
    }

    private double footer(long groups) {
        return groups * columns * footerPerChunk;
    }

    private static double clamp(double error) {
        return Math.max(0.2, Math.min(5, error));
    }
}
