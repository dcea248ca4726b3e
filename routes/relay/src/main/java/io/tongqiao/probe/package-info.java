/**
 * Tests whether a system can be reached, step by step: name, TCP, TLS, secrets, signing in, where
 * messages are laid down, and an answer where something may be asked that changes nothing. What is
 * particular to a transport is a {@link io.tongqiao.probe.Part} in that transport's package. No
 * case is ever sent.
 */
package io.tongqiao.probe;
