/**
 * The way of a message: {@link io.tongqiao.relay.Intake} writes it to the journal and puts it on
 * {@code cases}; {@link io.tongqiao.relay.Dispatch} puts one copy on each {@code out.<system>};
 * {@link io.tongqiao.relay.Delivery} takes it there. Doors, where messages come in, are in {@code
 * io.tongqiao.door}.
 */
package io.tongqiao.relay;
