package io.tarn.core.config;

import java.io.Serializable;
import java.time.Duration;

/** A segment is closed when it reaches this size or age, whichever is first. */
public record SegmentLimits(ByteSize size, Duration age) implements Serializable {}
