package io.tarn.core.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compare-and-swap of small objects. Thread-safe; of many writers exactly one wins. */
public interface ObjectSwapper {
    /**
     * Writes the object if its version is still {@code expected}.
     *
     * @param expected the version read before, or null where the object must not exist
     * @return the new version, or empty where somebody else was faster
     */
    Optional<String> swap(String key, @Nullable String expected, byte[] bytes);
}
