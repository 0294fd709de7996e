package dev.sluice;

import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.config.ScheduledTaskHolder;

import static org.assertj.core.api.Assertions.assertThat;

/** What is done from time to time. */
@SluiceTest
class ScheduledJobsTests {

	/** One that takes long occupies its thread until it has ended. */
	@Test
	void doNotWaitForOneAnother(@Autowired ScheduledTaskHolder jobs, @Autowired ThreadPoolTaskScheduler scheduler) {
		assertThat(jobs.getScheduledTasks()).isNotEmpty()
			.hasSizeLessThanOrEqualTo(scheduler.getScheduledThreadPoolExecutor().getCorePoolSize());
	}

}
