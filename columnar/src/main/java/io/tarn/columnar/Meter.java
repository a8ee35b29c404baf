package io.tarn.columnar;

/** How much a row group holds so far, over all its columns. Nothing in it depends on the codec. */
final class Meter {
    /** Raw bytes of values in pages that are not put together yet. */
    long pending;
    /** Raw bytes of values in finished pages. */
    long rawPaged;
    /** What these pages should take in the file, by {@link PageSizes}. */
    long paged;
    /** What the footer and the indexes should say of them, in bytes. */
    long described;
}
