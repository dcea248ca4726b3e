/**
 * Ferries (网闸摆渡): packages that are written for a system behind a gap, and packages,
 * acknowledgements and lists that come from there. When something is sent and in which order, the
 * relay decides; what packages look like, {@link io.tongqiao.dialect.ferry}.
 */
package io.tongqiao.ferry;
