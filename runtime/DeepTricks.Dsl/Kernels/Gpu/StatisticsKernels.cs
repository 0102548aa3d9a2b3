using ILGPU;

namespace DeepTricks.Dsl.Gpu;

/// <summary>The moments of a tensor, or what becomes of them.</summary>
internal struct StatisticsOperands
{
    /// <summary>Receives the statistics.</summary>
    public GpuStatistics To;

    /// <summary>The tensor.</summary>
    public GpuTensor Source;

    /// <summary>For each part a row of sums and a row of squares, about the running means.</summary>
    public ArrayView<float> Moments;

    /// <summary>Parts.</summary>
    public int Parts;

    /// <summary>The run and the launch.</summary>
    public GpuStep Step;
}

/// <summary>The statistics of batch normalization where a product or a part of the batch left moments.</summary>
internal static class StatisticsKernels
{
    /// <summary>Sums each channel and its squares, a part for each group.</summary>
    public static void Measure(StatisticsOperands p)
    {
        int across = p.Step.Across;
        int down = Group.DimX / across;
        int channel = (Grid.IdxY * across) + (Group.IdxX % across);
        bool isInside = channel < p.Source.Channels;
        int c = isInside ? channel : 0;
        int pixels = isInside ? p.Step.Count * p.Source.Pixels : 0;
        float reference = p.To.RunningMean[c];
        float sum = 0f;
        float squares = 0f;
        for (int pixel = (Grid.IdxX * down) + (Group.IdxX / across); pixel < pixels; pixel += Grid.DimX * down)
        {
            float distance = p.Source.Values[(pixel * p.Source.Stride) + c] - reference;
            sum += distance;
            squares += distance * distance;
        }

        var shared = SharedMemory.Allocate<float>(GroupSums.MostThreads);
        sum = GroupSums.OfColumn(shared, sum, across);
        squares = GroupSums.OfColumn(shared, squares, across);
        if (isInside & Group.IdxX < across)
        {
            p.Moments[(Grid.IdxX * 2 * p.Source.Channels) + c] = sum;
            p.Moments[(((Grid.IdxX * 2) + 1) * p.Source.Channels) + c] = squares;
        }
    }

    /// <summary>Mean and inverse deviation of the batch from the moments of its parts, in their order, and the running statistics.</summary>
    public static void Finish(StatisticsOperands p)
    {
        int channels = p.Source.Channels;
        float count = (float)p.Step.Count * p.Source.Pixels;
        for (int c = KernelGrid.Thread; c < channels; c += KernelGrid.Threads)
        {
            float sum = 0f;
            float squares = 0f;
            for (int part = 0; part < p.Parts; part++)
            {
                sum += p.Moments[(part * 2 * channels) + c];
                squares += p.Moments[(((part * 2) + 1) * channels) + c];
            }

            float shift = sum / count;
            float center = p.To.RunningMean[c] + shift;
            float deviations = squares - (sum * shift);
            deviations = deviations < 0f ? 0f : deviations;
            float old = 1f - p.To.Momentum;
            p.To.Mean[c] = center;
            p.To.Inverse[c] = 1f / ThreadMath.Sqrt((deviations / count) + p.To.Epsilon);
            p.To.RunningMean[c] = (old * p.To.RunningMean[c]) + (p.To.Momentum * center);
            p.To.RunningVariance[c] = (old * p.To.RunningVariance[c]) + (p.To.Momentum * (deviations / (count > 1f ? count - 1f : 1f)));
        }
    }
}
