package io.tarn.core.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * When the late files of a sealed day are merged.
 *
 * @param files at least so many late files
 * @param quiet and nothing new for so long
 */
public record MergeSettings(int files, Duration quiet) implements Serializable {}
