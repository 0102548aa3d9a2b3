namespace DeepTricks.Dsl.Compiler.Tests.Reference.Layers;

/// <summary>PyTorch's Conv2d and Conv1d: weight [filters, channels / groups, kernel, kernel] or [filters, channels / groups, kernel].</summary>
internal sealed class ConvReference : ReferenceOperation
{
    private readonly Extent inputExtent;
    private readonly int filters, kernelHeight, kernelWidth, stride, paddingY, paddingX, dilation, groups;
    private readonly string weightName, biasName;
    private readonly bool hasBias;

    public ConvReference(ReferenceLayer layer, Extent input, bool hasBias)
    {
        int kernel = layer.Int("Kernel");
        bool isImage = input.Rank == 3;
        inputExtent = input;
        filters = layer.Int("Filters");
        stride = layer.Int("Stride");
        dilation = layer.Int("Dilation");
        groups = layer.Int("Groups");
        kernelWidth = kernel;
        kernelHeight = isImage ? kernel : 1;
        int padding = layer.Int("Padding") == -1 ? dilation * (kernel - 1) / 2 : layer.Int("Padding");
        paddingX = padding;
        paddingY = isImage ? padding : 0;
        this.hasBias = hasBias;
        weightName = layer.Name + ".weight";
        biasName = layer.Name + ".bias";
        Output = new Extent(
            input.Rank, isImage ? Positions(input.Height, kernel, padding) : 1, Positions(input.Width, kernel, padding), filters);
        int[] dimensions = isImage ? [filters, input.Channels / groups, kernel, kernel] : [filters, input.Channels / groups, kernel];
        var weight = new ReferenceTensor(weightName, dimensions);
        Tensors = hasBias ? [weight, new ReferenceTensor(biasName, [filters])] : [weight];
    }

    public override Extent Output { get; }

    public override IReadOnlyList<ReferenceTensor> Tensors { get; }

    public override Volume Forward(Volume input, ReferencePass pass)
    {
        double[] weight = pass.Tensor(weightName);
        double[]? bias = hasBias ? pass.Tensor(biasName) : null;
        var output = new Volume(input.Samples, Output);
        int groupChannels = inputExtent.Channels / groups;
        int groupFilters = filters / groups;
        for (int sample = 0; sample < input.Samples; sample++)
        {
            for (int y = 0; y < Output.Height; y++)
            {
                for (int x = 0; x < Output.Width; x++)
                {
                    for (int filter = 0; filter < filters; filter++)
                    {
                        double sum = bias is null ? 0 : bias[filter];
                        int firstChannel = filter / groupFilters * groupChannels;
                        for (int ky = 0; ky < kernelHeight; ky++)
                        {
                            int fromY = (y * stride) - paddingY + (ky * dilation);
                            for (int kx = 0; kx < kernelWidth; kx++)
                            {
                                int fromX = (x * stride) - paddingX + (kx * dilation);
                                if (fromY < 0 || fromY >= inputExtent.Height || fromX < 0 || fromX >= inputExtent.Width)
                                {
                                    continue;
                                }

                                int at = input.At(sample, fromY, fromX, firstChannel);
                                for (int channel = 0; channel < groupChannels; channel++)
                                {
                                    int tap = (((((filter * groupChannels) + channel) * kernelHeight) + ky) * kernelWidth) + kx;
                                    sum += input.Values[at + channel] * weight[tap];
                                }
                            }
                        }

                        output[sample, y, x, filter] = sum;
                    }
                }
            }
        }

        return output;
    }

    private int Positions(int size, int kernel, int padding) =>
        (int)Math.Floor((size + (2.0 * padding) - (dilation * (kernel - 1)) - 1) / stride) + 1;
}
