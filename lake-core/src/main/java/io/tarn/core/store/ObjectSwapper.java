package io.tarn.core.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compare-and-swap of small objects. Thread-safe; of many writers exactly one wins. */
public interface ObjectSwapper {
    /**
     * Writes the object if its version is still {@code expected}.
     *
     * <p>Where the answer was lost on the way, the store is read. A write that had been overtaken by then counts as
     * lost, so what is swapped must bear being read again and found done.
     *
     * @param expected the version read before, or null where the object must not exist
     * @return the new version, or empty where somebody else was faster
     */
    Optional<String> swap(String key, @Nullable String expected, byte[] bytes);
}
