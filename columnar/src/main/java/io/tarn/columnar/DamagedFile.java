package io.tarn.columnar;

import java.io.IOException;

/** A Parquet file whose bytes are not what was written. */
public final class DamagedFile extends IOException {
    private static final long serialVersionUID = 1L;

    public DamagedFile(String file, String what) {
        super(file + ": " + what);
    }

    public DamagedFile(String file, String what, Throwable cause) {
        super(file + ": " + what, cause);
    }
}
