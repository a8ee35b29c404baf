package io.tarn.landing.split;

import java.io.IOException;
import java.util.Map;

/** Takes what a splitter yields, in the order of the input. */
public interface FrameSink {
    /**
     * One frame.
     *
     * @param place its place in the input, from 1, ascending: the line's number, or which element it is
     * @param bytes valid during the call only
     * @param headers what the splitter knows of it ({@link io.tarn.core.Frame}); mostly empty
     */
    void frame(long place, byte[] bytes, int offset, int length, Map<String, String> headers) throws IOException;

    /** A line of nothing but blanks, which is no frame. */
    void blank();
}
