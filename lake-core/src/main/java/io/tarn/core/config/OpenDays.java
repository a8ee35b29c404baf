package io.tarn.core.config;

/** Where the rows of a day that is not over yet are shown (architecture, section 6, "Open days"). */
public enum OpenDays {
    /** The partition points at the hot location until the seal moves it. */
    HOT
}
