using DeepTricks.Dsl.Kernels;

namespace DeepTricks.Dsl;

/// <summary>Answers for any number of callers at once.</summary>
internal interface IPredictions : IDisposable
{
    /// <summary>Answers for samples that stand one after another.</summary>
    void Predict(ReadOnlySpan<float> input, Span<float> destination, int samples);
}

/// <summary>
/// Runs predictions for any number of callers at once: each takes a program of its own from a stack and gives it back.
/// A few samples are answered by all workers together; many are cut into blocks, one worker each, with no barrier between layers.
/// </summary>
internal sealed unsafe class PredictionPool(Network network, Func<int, PredictionProgram> create) : IPredictions
{
    /// <summary>Samples that one worker answers at a time: enough to reuse the weights while they are in cache.</summary>
    private const int BlockSamples = 32;

    private readonly Lock gate = new();
    private readonly Stack<PredictionProgram> singles = new();
    private readonly Stack<PredictionProgram> blocks = new();
    private readonly Stack<BlockJob> jobs = new();

    public void Predict(ReadOnlySpan<float> input, Span<float> destination, int samples)
    {
        var weights = network.CurrentWeights();
        fixed (float* from = input, to = destination)
        {
            if (samples < network.Device.Threads * 2)
            {
                for (int i = 0; i < samples; i++)
                {
                    Together(new Floats(from + ((nint)i * network.InputLength)), new Floats(to + ((nint)i * network.OutputLength)), weights);
                }

                return;
            }

            InBlocks(new Floats(from), new Floats(to), samples, weights);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var program in singles.Concat(blocks))
            {
                program.Dispose();
            }

            singles.Clear();
            blocks.Clear();
            jobs.Clear();
        }
    }

    private void Together(Floats input, Floats output, PreparedWeights weights)
    {
        var program = Rent(singles, 1);
        program.Bind(input, output, 1, weights);
        if (!network.Device.Team.TryRun(program))
        {
            WorkerTeam.RunAlone(program, default);
        }

        Return(singles, program);
    }

    private void InBlocks(Floats input, Floats output, int samples, PreparedWeights weights)
    {
        BlockJob job;
        lock (gate)
        {
            job = jobs.Count > 0 ? jobs.Pop() : new BlockJob(network, this);
        }

        job.Bind(input, output, samples, weights);
        if (!network.Device.Team.TryRun(job))
        {
            WorkerTeam.RunAlone(job, default);
        }

        lock (gate)
        {
            jobs.Push(job);
        }
    }

    private PredictionProgram Rent(Stack<PredictionProgram> stack, int batch)
    {
        lock (gate)
        {
            if (stack.Count > 0)
            {
                return stack.Pop();
            }
        }

        return create(batch);
    }

    private void Return(Stack<PredictionProgram> stack, PredictionProgram program)
    {
        lock (gate)
        {
            stack.Push(program);
        }
    }

    /// <summary>Many samples, cut into blocks that the workers take in turn; each block runs all layers on one worker.</summary>
    private sealed class BlockJob(Network network, PredictionPool pool) : IWorkerJob
    {
        private Floats input;
        private Floats output;
        private int samples;
        private PreparedWeights? weights;
        private int nextBlock;

        public void Bind(Floats from, Floats to, int count, PreparedWeights prepared)
        {
            input = from;
            output = to;
            samples = count;
            weights = prepared;
            nextBlock = 0;
        }

        public void Run(Worker worker)
        {
            int block = Math.Clamp((samples + worker.Count - 1) / worker.Count, 1, BlockSamples);
            var program = pool.Rent(pool.blocks, BlockSamples);
            while (true)
            {
                int first = (Interlocked.Increment(ref nextBlock) - 1) * block;
                if (first >= samples)
                {
                    break;
                }

                program.Bind(
                    input + ((nint)first * network.InputLength), output + ((nint)first * network.OutputLength), Math.Min(block, samples - first), weights!);
                WorkerTeam.RunAlone(program, default);
            }

            pool.Return(pool.blocks, program);
        }
    }
}
