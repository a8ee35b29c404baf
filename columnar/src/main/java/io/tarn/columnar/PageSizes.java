package io.tarn.columnar;

/**
 * What pages of one kind take in a file, whatever codec writes them: some are measured, the others taken to be like
 * them. Which ones depends on nothing but the pages before. Not thread-safe.
 */
final class PageSizes {
    /** Of pages before the first measured one. */
    static final double UNKNOWN_RATIO = 0.5;

    /** At last one page in so many is measured, which costs little. */
    private static final int RARELY = 16;

    private static final long HEADER = 30;

    private final Gauge gauge;
    private int interval = 1;
    private int toMeasure = 1;
    /** Bytes of measured pages and what they became; older ones count less and less. */
    private double bytes;

    private double became;

    PageSizes(Gauge gauge) {
        this.gauge = gauge;
    }

    /** Of a page that is taken for incompressible, such as one of nulls only. */
    static long unmeasured(int length) {
        return HEADER + length;
    }

    /** Of a page that was put together, before it is compressed. */
    long take(byte[] page, int length) {
        if (gauge.isOn() && --toMeasure == 0) {
            int measured = gauge.measure(page, length);
            bytes = bytes / 2 + length;
            became = became / 2 + measured;
            toMeasure = interval;
            interval = Math.min(RARELY, interval * 2);
            return HEADER + measured;
        }
        return HEADER + (long) (length * (bytes == 0 ? UNKNOWN_RATIO : became / bytes));
    }
}
