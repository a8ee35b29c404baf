package io.tarn.columnar;

import io.tarn.core.json.JsonTape;

/** A column that JSON values go to. */
interface Target {
    /** Whether the column holds the value, which is not null, without losing anything of it. */
    boolean takes(JsonTape tape, int node);

    /** Writes a value that it takes, into the newest slot of the group around it. */
    void write(JsonTape tape, int node);
}
