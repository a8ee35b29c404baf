package io.tarn.core.json;

import java.io.Serializable;

/**
 * What one event may cost. Beyond a limit an event is refused, whatever its size in bytes.
 *
 * @param maxDepth nesting of containers; the root object is depth 1
 * @param maxTokens keys and values together
 * @param maxKeysPerObject members of one object
 * @param maxNumberLength characters of one number
 */
public record JsonLimits(int maxDepth, int maxTokens, int maxKeysPerObject, int maxNumberLength)
        implements Serializable {
    /** The limits of every event in Tarn. */
    public static final JsonLimits DEFAULT = new JsonLimits(64, 1_000_000, 16_384, 400);

    public JsonLimits {
        if (maxDepth < 1 || maxTokens < 1 || maxKeysPerObject < 1 || maxNumberLength < 1) {
            throw new IllegalArgumentException("limits must be positive: " + maxDepth + ", " + maxTokens + ", "
                    + maxKeysPerObject + ", " + maxNumberLength);
        }
    }
}
