package io.tarn.columnar;

/** How much a row group holds so far, over all its columns. */
final class Meter {
    /** Raw bytes of values in pages that are not compressed yet. */
    long pending;
    /** Raw bytes of values in finished pages. */
    long rawPaged;
    /** What these pages take in the file. */
    long paged;
}
