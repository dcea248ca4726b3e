/**
 * Plays the other side of every system folder over its real wire protocol, from the folder's
 * samples, and misbehaves when told to. Not here: what a folder means ({@code io.tongqiao.dialect})
 * and anything of the relay.
 */
package io.tongqiao.simulator;
