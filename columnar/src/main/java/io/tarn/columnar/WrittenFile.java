package io.tarn.columnar;

import java.io.Serializable;

/**
 * A finished file.
 *
 * @param index which sink it went to, from 0
 * @param bytes its length
 * @param crc32c of all its bytes, eight hexadecimal digits
 */
public record WrittenFile(int index, long rows, long bytes, String crc32c) implements Serializable {}
