namespace DeepTricks.Dsl.Kernels.Tests;

public sealed class WorkerTeamTests
{
    public static TheoryData<int> Counts => [1, 2, 3, 5];

    [Theory]
    [MemberData(nameof(Counts))]
    public void Shares_cover_all_tasks_once(int count)
    {
        using var team = new WorkerTeam(count);
        foreach (int tasks in new[] { 0, 1, 2, 7, 100 })
        {
            int[] done = new int[tasks];
            int workers = 0;
            team.Run(new Job(worker =>
            {
                Assert.Equal(count, worker.Count);
                Interlocked.Increment(ref workers);
                for (int task = worker.First(tasks); task < worker.End(tasks); task++)
                {
                    Interlocked.Increment(ref done[task]);
                }

                Assert.InRange(worker.End(tasks) - worker.First(tasks), tasks / count, (tasks / count) + 1);
            }));
            Assert.Equal(count, workers);
            Assert.All(done, d => Assert.Equal(1, d));
        }
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Barriers_hold_everyone_back_in_every_phase(int count)
    {
        const int Phases = 200;
        using var team = new WorkerTeam(count);
        int[] reached = new int[count];
        int early = 0;
        var job = new Job(worker =>
        {
            for (int phase = 1; phase <= Phases; phase++)
            {
                Volatile.Write(ref reached[worker.Index], phase);
                worker.Barrier();
                for (int other = 0; other < worker.Count; other++)
                {
                    if (Volatile.Read(ref reached[other]) < phase)
                    {
                        Interlocked.Increment(ref early);
                    }
                }

                worker.Barrier();
            }
        });
        for (int run = 0; run < 5; run++)
        {
            Array.Clear(reached);
            team.Run(job);
        }

        Assert.Equal(0, early);
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void A_failure_reaches_the_caller_and_frees_the_others(int count)
    {
        using var team = new WorkerTeam(count);
        for (int failing = 0; failing < count; failing++)
        {
            var failure = Assert.Throws<InvalidTimeZoneException>(() => team.Run(new Job(worker =>
            {
                if (worker.Index == failing)
                {
                    throw new InvalidTimeZoneException("on purpose");
                }

                worker.Barrier();
                worker.Barrier();
            })));
            Assert.Equal("on purpose", failure.Message);

            int ran = 0;
            team.Run(new Job(worker =>
            {
                worker.Barrier();
                Interlocked.Increment(ref ran);
            }));
            Assert.Equal(count, ran);
        }
    }

    [Fact]
    public void Sleeping_workers_wake()
    {
        using var team = new WorkerTeam(2);
        for (int run = 0; run < 3; run++)
        {
            int ran = 0;
            team.Run(new Job(_ => Interlocked.Increment(ref ran)));
            Assert.Equal(2, ran);
            Thread.Sleep(20);
        }
    }

    [Fact]
    public void A_team_in_use_is_refused_to_other_threads()
    {
        using var team = new WorkerTeam(2);
        using var entered = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var user = new Thread(() => team.Run(new Job(worker =>
        {
            if (worker.Index == 0)
            {
                entered.Set();
                release.Wait();
            }
        })));
        user.Start();
        entered.Wait();
        bool ran = team.TryRun(new Job(_ => throw new InvalidOperationException("must not run")));
        release.Set();
        user.Join();
        Assert.False(ran);
        Assert.True(team.TryRun(new Job(_ => { })));
    }

    [Fact]
    public void Two_threads_take_turns()
    {
        using var team = new WorkerTeam(2);
        int inside = 0;
        int overlaps = 0;
        int runs = 0;
        var job = new Job(worker =>
        {
            if (worker.Index == 0)
            {
                overlaps += Interlocked.Increment(ref inside) == 1 ? 0 : 1;
                runs++;
                Interlocked.Decrement(ref inside);
            }
        });
        var threads = Enumerable.Range(0, 2).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < 200; i++)
            {
                team.Run(job);
            }
        })).ToArray();
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        Assert.Equal((0, 400), (overlaps, runs));
    }

    [Fact]
    public void A_job_cannot_use_its_own_team()
    {
        using var team = new WorkerTeam(1);
        bool? tried = null;
        Assert.Throws<InvalidOperationException>(() => team.Run(new Job(_ =>
        {
            tried = team.TryRun(new Job(_ => { }));
            team.Run(new Job(_ => { }));
        })));
        Assert.False(tried);
        Assert.Throws<InvalidOperationException>(() => team.Run(new Job(_ => team.EnsureScratch(10))));
        Assert.Throws<InvalidOperationException>(() => team.Run(new Job(_ => team.Dispose())));
    }

    [Fact]
    public void Each_worker_has_its_own_scratch()
    {
        using var team = new WorkerTeam(3);
        team.EnsureScratch(100);
        team.EnsureScratch(5000);
        float[] seen = new float[3];
        team.Run(new Job(worker =>
        {
            worker.Scratch.AsSpan(5000).Fill(worker.Index + 1);
            worker.Barrier();
            seen[worker.Index] = worker.Scratch.AsSpan(5000).ToArray().Distinct().Single();
        }));
        Assert.Equal([1f, 2f, 3f], seen);
    }

    [Fact]
    public void Alone_means_worker_0_of_1_without_barriers()
    {
        using var buffers = new Buffers();
        var scratch = buffers.Zeros(8);
        bool ran = false;
        WorkerTeam.RunAlone(
            new Job(worker =>
            {
                worker.Barrier();
                worker.Scratch.AsSpan(1)[0] = 3;
                ran = worker is { Index: 0, Count: 1 } && worker.First(9) == 0 && worker.End(9) == 9;
            }),
            scratch);
        Assert.True(ran);
        Assert.Equal(3f, scratch[0]);
    }

    [Fact]
    public void Runs_allocate_nothing()
    {
        using var team = new WorkerTeam(2);
        var job = new Job(worker => worker.Barrier());
        team.Run(job);

        // A collection meanwhile ends the thread's allocation block, whose rest then counts: so the best of several tries.
        long fewest = Enumerable.Range(0, 10).Min(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
            {
                team.Run(job);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
        Assert.Equal(0, fewest);
    }

    [Fact]
    public void A_disposed_team_refuses_work()
    {
        var team = new WorkerTeam(3);
        team.Run(new Job(_ => { }));
        team.Dispose();
        team.Dispose();
        Assert.Throws<ObjectDisposedException>(() => team.Run(new Job(_ => { })));
        Assert.Throws<ObjectDisposedException>(() => team.TryRun(new Job(_ => { })));
        Assert.Throws<ObjectDisposedException>(() => team.EnsureScratch(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerTeam(0));
    }

    private sealed class Job(Action<Worker> action) : IWorkerJob
    {
        public void Run(Worker worker) => action(worker);
    }
}
