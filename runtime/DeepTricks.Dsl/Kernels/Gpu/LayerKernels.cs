using DeepTricks.Dsl.Kernels;

namespace DeepTricks.Dsl.Gpu;

/// <summary>A layer that looks across channels or windows, forward or backward.</summary>
internal struct LayerOperands
{
    /// <summary>Forward the input; backward the gradient of the output.</summary>
    public GpuTensor From;

    /// <summary>Backward: the input or output that the derivative needs.</summary>
    public GpuTensor Given;

    /// <summary>Receives the output, or the gradient of the input.</summary>
    public GpuTensor To;

    /// <summary>The window of a pool.</summary>
    public WindowSize Window;

    /// <summary>Channels in a window of response normalization.</summary>
    public int Size;

    /// <summary>Factor of the mean square.</summary>
    public float Alpha;

    /// <summary>Exponent.</summary>
    public float Beta;

    /// <summary>Summand.</summary>
    public float K;

    /// <summary>Samples.</summary>
    public int Count;

    /// <summary>1 to add to the gradient that is there.</summary>
    public int Adds;

    /// <summary>Takes the numbers of a response normalization over.</summary>
    public void Set(ResponseNumbers numbers)
    {
        Size = numbers.Size;
        Alpha = numbers.Alpha;
        Beta = numbers.Beta;
        K = numbers.K;
    }
}

/// <summary>Layers that the compiler does not write itself, as the CPU computes them: a thread for each number that is written.</summary>
internal static class LayerKernels
{
    /// <summary>The mean of each window.</summary>
    public static void AveragePool(LayerOperands p)
    {
        float share = 1f / (p.Window.Height * p.Window.Width);
        for (int i = KernelGrid.Thread; i < p.Count * p.To.Length; i += KernelGrid.Threads)
        {
            var (sample, y, x, c) = PlaceOf(p.To, i);
            float sum = 0f;
            for (int tap = 0; tap < p.Window.Height * p.Window.Width; tap++)
            {
                int row = tap / p.Window.Width;
                sum += At(p.From, sample, (y * p.Window.StepY) + row, (x * p.Window.Step) + tap - (row * p.Window.Width), c);
            }

            p.To.Values[p.To.Place(i)] = sum * share;
        }
    }

    /// <summary>Each place's share of the gradients of the windows over it.</summary>
    public static void AveragePoolGradient(LayerOperands p)
    {
        float share = 1f / (p.Window.Height * p.Window.Width);
        for (int i = KernelGrid.Thread; i < p.Count * p.To.Length; i += KernelGrid.Threads)
        {
            var (sample, y, x, c) = PlaceOf(p.To, i);
            float sum = 0f;
            int lastY = WindowSize.LastOver(y, p.Window.StepY, p.From.Rows);
            int lastX = WindowSize.LastOver(x, p.Window.Step, p.From.Width);
            for (int windowY = WindowSize.FirstOver(y, p.Window.Height, p.Window.StepY); windowY <= lastY; windowY++)
            {
                for (int windowX = WindowSize.FirstOver(x, p.Window.Width, p.Window.Step); windowX <= lastX; windowX++)
                {
                    sum += At(p.From, sample, windowY, windowX, c);
                }
            }

            Store(p, i, sum * share);
        }
    }

    /// <summary>Every position repeated.</summary>
    public static void Upsample(LayerOperands p)
    {
        int factorY = p.To.Rows / p.From.Rows;
        int factorX = p.To.Width / p.From.Width;
        for (int i = KernelGrid.Thread; i < p.Count * p.To.Length; i += KernelGrid.Threads)
        {
            var (sample, y, x, c) = PlaceOf(p.To, i);
            p.To.Values[p.To.Place(i)] = At(p.From, sample, y / factorY, x / factorX, c);
        }
    }

    /// <summary>The sum over what each position was repeated to.</summary>
    public static void UpsampleGradient(LayerOperands p)
    {
        int factorY = p.From.Rows / p.To.Rows;
        int factorX = p.From.Width / p.To.Width;
        for (int i = KernelGrid.Thread; i < p.Count * p.To.Length; i += KernelGrid.Threads)
        {
            var (sample, y, x, c) = PlaceOf(p.To, i);
            float sum = 0f;
            for (int repeat = 0; repeat < factorY * factorX; repeat++)
            {
                int row = repeat / factorX;
                sum += At(p.From, sample, (y * factorY) + row, (x * factorX) + repeat - (row * factorX), c);
            }

            Store(p, i, sum);
        }
    }

    /// <summary>Softmax across the channels of each position; a thread for each position.</summary>
    public static void Softmax(LayerOperands p)
    {
        for (int pixel = KernelGrid.Thread; pixel < p.Count * p.To.Pixels; pixel += KernelGrid.Threads)
        {
            int from = pixel * p.From.Stride;
            float top = float.NegativeInfinity;
            for (int c = 0; c < p.To.Channels; c++)
            {
                float value = p.From.Values[from + c];
                top = value > top | ThreadMath.IsNaN(value) ? value : top;
            }

            float sum = 0f;
            for (int c = 0; c < p.To.Channels; c++)
            {
                sum += ThreadMath.Exp(p.From.Values[from + c] - top);
            }

            float scale = 1f / sum;
            for (int c = 0; c < p.To.Channels; c++)
            {
                p.To.Values[(pixel * p.To.Stride) + c] = ThreadMath.Exp(p.From.Values[from + c] - top) * scale;
            }
        }
    }

    /// <summary><c>dx = y (dy - sum(dy y))</c>; a thread for each position.</summary>
    public static void SoftmaxGradient(LayerOperands p)
    {
        for (int pixel = KernelGrid.Thread; pixel < p.Count * p.To.Pixels; pixel += KernelGrid.Threads)
        {
            float sum = 0f;
            for (int c = 0; c < p.To.Channels; c++)
            {
                sum += p.Given.Values[(pixel * p.Given.Stride) + c] * p.From.Values[(pixel * p.From.Stride) + c];
            }

            for (int c = 0; c < p.To.Channels; c++)
            {
                float own = p.Given.Values[(pixel * p.Given.Stride) + c] * (p.From.Values[(pixel * p.From.Stride) + c] - sum);
                int place = (pixel * p.To.Stride) + c;
                p.To.Values[place] = p.Adds == 1 ? p.To.Values[place] + own : own;
            }
        }
    }

    /// <summary>Local response normalization.</summary>
    public static void ResponseNormalization(LayerOperands p)
    {
        for (int i = KernelGrid.Thread; i < p.Count * p.To.Length; i += KernelGrid.Threads)
        {
            int pixel = i / p.To.Channels;
            int c = i - (pixel * p.To.Channels);
            float around = Around(p, p.From, pixel, c);
            p.To.Values[p.To.Place(i)] = p.From.Values[(pixel * p.From.Stride) + c] * ThreadMath.Exp(-p.Beta * ThreadMath.Log(around));
        }
    }

    /// <summary>Its gradient: the channel's own part, and what it adds to the windows of the channels around it.</summary>
    public static void ResponseNormalizationGradient(LayerOperands p)
    {
        float factor = -2f * p.Alpha * p.Beta / p.Size;
        for (int i = KernelGrid.Thread; i < p.Count * p.To.Length; i += KernelGrid.Threads)
        {
            int pixel = i / p.To.Channels;
            int c = i - (pixel * p.To.Channels);
            int first = c - ((p.Size - 1) / 2);
            int last = c + (p.Size / 2);
            float shared = 0f;
            float own = 0f;
            for (int other = first > 0 ? first : 0; other <= last & other < p.To.Channels; other++)
            {
                float around = Around(p, p.Given, pixel, other);
                float power = ThreadMath.Exp(-p.Beta * ThreadMath.Log(around));
                float scaled = p.From.Values[(pixel * p.From.Stride) + other] * power;
                shared += scaled * p.Given.Values[(pixel * p.Given.Stride) + other] / around;
                own = other == c ? scaled : own;
            }

            Store(p, i, own + (factor * shared * p.Given.Values[(pixel * p.Given.Stride) + c]));
        }
    }

    private static (int Sample, int Y, int X, int Channel) PlaceOf(GpuTensor tensor, int number)
    {
        int pixel = number / tensor.Channels;
        int row = pixel / tensor.Width;
        int sample = row / tensor.Rows;
        return (sample, row - (sample * tensor.Rows), pixel - (row * tensor.Width), number - (pixel * tensor.Channels));
    }

    private static float At(GpuTensor tensor, int sample, int y, int x, int channel) =>
        tensor.Values[((((((sample * tensor.Rows) + y) * tensor.Width) + x) * tensor.Stride) + channel)];

    private static void Store(in LayerOperands p, int number, float value)
    {
        int place = p.To.Place(number);
        p.To.Values[place] = p.Adds == 1 ? p.To.Values[place] + value : value;
    }

    private static float Around(in LayerOperands p, GpuTensor values, int pixel, int channel)
    {
        float sum = 0f;
        int first = channel - (p.Size / 2);
        int last = channel + ((p.Size - 1) / 2);
        for (int c = first > 0 ? first : 0; c <= last & c < values.Channels; c++)
        {
            float value = values.Values[(pixel * values.Stride) + c];
            sum += value * value;
        }

        return p.K + (p.Alpha / p.Size * sum);
    }
}
