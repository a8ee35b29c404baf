package io.tarn.columnar;

import java.io.IOException;

/** Whether a file is whole. */
public final class ParquetCheck {
    private ParquetCheck() {}

    /**
     * @param pages also reads every page and compares it with its CRC
     * @return how many rows there are
     * @throws DamagedFile naming what is wrong
     */
    public static long check(FileSource file, boolean pages) throws IOException {
        throw new UnsupportedOperationException();
    }
}
