package io.tarn.aws.glue;

/**
 * One partition of a batch that was refused while others may have been taken.
 *
 * @param day for people
 * @param code Glue's error code
 */
record ItemFailure(String day, String code, String message) {}
