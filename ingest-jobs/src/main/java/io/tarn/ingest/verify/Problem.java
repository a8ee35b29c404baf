package io.tarn.ingest.verify;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is not as it should be (interface, "JSON").
 *
 * @param kind a word for scripts: {@code wrong_value}, {@code missing_row}, {@code missing_object},
 *     {@code wrong_bytes}, …
 * @param object key of the object it is about, or null
 * @param what is wrong, with the values on both sides
 * @param todo what to do about it
 */
public record Problem(
        String kind,
        String collection,
        @Nullable String day,
        @Nullable String object,
        String what,
        @JsonProperty("do") String todo) {}
