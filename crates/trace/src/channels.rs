//! Queues and pipes, and every message that went through them.

use std::collections::{BTreeMap, HashMap};

use spawnpoint_protocol::{MessageId, ObjectId, Pid, Tid, Time, event::Summary, syscall::Spec};

use crate::moment::{Moment, Step};

/// A thread of a process.
pub type Thread = (Pid, Tid);

/// The channels of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Channels {
    by_id: BTreeMap<ObjectId, Channel>,
    messages: Vec<Message>,
    /// Where in `messages` each is.
    places: HashMap<MessageId, usize>,
    /// When each thread received which message, by its place among all.
    receptions: BTreeMap<Thread, Vec<(Time, usize)>>,
}

/// A queue, or one direction of a pipe.
#[derive(Clone, Debug, PartialEq)]
pub struct Channel {
    /// The queue, or the end of the pipe that messages come out of.
    pub id: ObjectId,
    /// Its class.
    pub label: String,
    /// How many messages it may hold, if that is bounded.
    pub capacity: Option<u32>,
    /// The process that made it.
    pub maker: Pid,
    /// The line of the main program that made it.
    pub line: Option<u32>,
    /// When it was made.
    pub made: Moment,
    /// Its messages in the order in which they were sent, by their place among all.
    messages: Vec<usize>,
    /// When messages were taken out, and which.
    receptions: Vec<(Moment, usize)>,
}

/// Something that was sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Which, by the order in which processes sent.
    pub id: MessageId,
    /// Where it went in.
    pub channel: ObjectId,
    /// Its length in bytes.
    pub bytes: u32,
    /// What it is.
    pub value: Summary,
    /// Who sent it, and when.
    pub sent: Passage,
    /// Who received it, and when, if anybody has.
    pub received: Option<Passage>,
}

/// One end of a message's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Who.
    pub by: Thread,
    /// When.
    pub time: Time,
    /// When, among the events.
    pub moment: Moment,
    /// The line of the main program.
    pub line: Option<u32>,
}

impl Passage {
    pub(crate) fn new(Step { moment, event }: Step, line: Option<u32>) -> Self {
        Self {
            by: (event.pid, event.thread),
            time: event.time,
            moment,
            line,
        }
    }
}

impl Channels {
    /// A process sent a message, into a queue or to an end of a pipe.
    pub(crate) fn was_sent(
        &mut self,
        sent: Passage,
        to: ObjectId,
        id: MessageId,
        bytes: u32,
        value: &Summary,
    ) {
        let index = self.messages.len();
        self.messages.push(Message {
            id,
            channel: to,
            bytes,
            value: value.clone(),
            sent,
            received: None,
        });
        self.places.insert(id, index);
        if let Some(channel) = self.by_id.get_mut(&to) {
            channel.messages.push(index);
        }
    }

    /// A process received a message.
    pub(crate) fn was_received(&mut self, received: Passage, id: MessageId) {
        let Some(&index) = self.places.get(&id) else {
            return;
        };
        let message = &mut self.messages[index];
        if message.received.is_none() {
            message.received = Some(received);
            let of_thread = self.receptions.entry(received.by).or_default();
            of_thread.push((received.time, index));
            if let Some(channel) = self.by_id.get_mut(&message.channel) {
                channel.receptions.push((received.moment, index));
            }
        }
    }

    /// A process made an object, which may be a queue or a pipe.
    pub(crate) fn made(&mut self, step: Step, id: ObjectId, spec: &Spec, line: Option<u32>) {
        let (label, capacity, ids) = if let Spec::Queue { label, capacity } = spec {
            (label.as_str(), *capacity, vec![id])
        } else if let Spec::Pipe { duplex } = spec {
            // Of a pipe for one direction messages come out of the first end.
            let second = duplex.then(|| id.0.checked_add(1).map(ObjectId)).flatten();
            ("Pipe", None, [id].into_iter().chain(second).collect())
        } else {
            return;
        };
        for id in ids {
            let channel = Channel {
                id,
                label: label.to_owned(),
                capacity,
                maker: step.event.pid,
                line,
                made: step.moment,
                messages: Vec::new(),
                receptions: Vec::new(),
            };
            // Numbers are not used again; what has been sent would be lost.
            self.by_id.entry(id).or_insert(channel);
        }
    }

    /// The first message that a thread received at `time`.
    #[must_use]
    pub fn received_at(&self, by: Thread, time: Time) -> Option<&Message> {
        let received = self.receptions.get(&by)?;
        let index = received.partition_point(|(received, _)| *received < time);
        let (received, message) = received.get(index)?;
        (*received == time).then(|| &self.messages[*message])
    }

    /// All channels, in the order in which they were made.
    pub fn iter(&self) -> impl Iterator<Item = &Channel> {
        self.by_id.values()
    }

    /// This channel.
    #[must_use]
    pub fn channel(&self, id: ObjectId) -> Option<&Channel> {
        self.by_id.get(&id)
    }

    /// This message.
    #[must_use]
    pub fn message(&self, id: MessageId) -> Option<&Message> {
        self.messages.get(*self.places.get(&id)?)
    }

    /// All messages in the order in which they were sent.
    #[must_use]
    pub fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// The messages of a channel in the order in which they were sent, up to `moment`.
    #[must_use]
    pub fn sent(
        &self,
        channel: &Channel,
        moment: Moment,
    ) -> impl DoubleEndedIterator<Item = &Message> {
        let sent = channel.sent(self, moment);
        channel.messages[..sent]
            .iter()
            .map(|&index| &self.messages[index])
    }

    /// The messages that are in a channel at `moment`, the oldest first.
    #[must_use]
    pub fn waiting(&self, channel: &Channel, moment: Moment) -> Vec<&Message> {
        let mut waiting: Vec<_> = self
            .sent(channel, moment)
            .rev()
            .filter(|message| !message.is_received(moment))
            .take(self.depth(channel, moment))
            .collect();
        waiting.reverse();
        waiting
    }

    /// How many messages are in a channel at `moment`.
    #[must_use]
    pub fn depth(&self, channel: &Channel, moment: Moment) -> usize {
        channel.sent(self, moment) - channel.received(moment)
    }

    /// The last message that was taken out of a channel up to `moment`.
    #[must_use]
    pub fn last_received(&self, channel: &Channel, moment: Moment) -> Option<&Message> {
        let last = channel.received(moment).checked_sub(1)?;
        let (_, index) = channel.receptions.get(last)?;
        self.messages.get(*index)
    }

    /// How many messages were in a channel from when on.
    pub fn depths(&self, channel: &Channel) -> impl Iterator<Item = (Time, usize)> {
        let mut sent = (channel.messages.iter())
            .map(|&index| self.messages[index].sent)
            .peekable();
        let mut received = (channel.receptions.iter())
            .filter_map(|&(_, index)| self.messages[index].received)
            .peekable();
        let mut depth = 0;
        std::iter::from_fn(move || {
            let is_sent = match (sent.peek(), received.peek()) {
                (Some(sent), Some(received)) => sent.moment < received.moment,
                (sent, _) => sent.is_some(),
            };
            let passage = if is_sent {
                sent.next()
            } else {
                received.next()
            }?;
            depth = if is_sent { depth + 1 } else { depth - 1 };
            Some((passage.time, depth))
        })
    }
}

impl Channel {
    /// How many messages it had been sent at `moment`.
    fn sent(&self, all: &Channels, moment: Moment) -> usize {
        self.messages
            .partition_point(|&index| all.messages[index].sent.moment <= moment)
    }

    /// How many messages had been taken out of it at `moment`.
    #[must_use]
    pub fn received(&self, moment: Moment) -> usize {
        self.receptions
            .partition_point(|&(taken, _)| taken <= moment)
    }

    /// How many messages it was sent in all.
    #[must_use]
    pub fn count(&self) -> usize {
        self.messages.len()
    }
}

impl Message {
    /// Whether somebody had received it at `moment`.
    #[must_use]
    pub fn is_received(&self, moment: Moment) -> bool {
        (self.received).is_some_and(|received| received.moment <= moment)
    }
}
