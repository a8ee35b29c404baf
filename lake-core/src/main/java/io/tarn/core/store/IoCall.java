package io.tarn.core.store;

import java.io.IOException;

/** Something that may fail with an {@link IOException}. */
@FunctionalInterface
interface IoCall<T> {
    T call() throws IOException;
}
