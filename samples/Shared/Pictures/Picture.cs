namespace Shared.Pictures;

/// <summary>A picture: rows of pixels, each red, green and blue.</summary>
/// <param name="Pixels">The bytes.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Pixels in a row.</param>
internal sealed record Picture(byte[] Pixels, int Height, int Width)
{
    private const int Channels = PictureSource.Channels;

    /// <summary>
    /// Writes the largest part from the middle that has the proportions asked for, at the size asked for: each pixel is the mean of
    /// what it covers, which is at least a pixel's width of the picture, so that enlarging interpolates.
    /// </summary>
    /// <param name="target">Receives the pixels.</param>
    /// <param name="height">Rows asked for.</param>
    /// <param name="width">Pixels in a row asked for.</param>
    public void Fit(Span<byte> target, int height, int width)
    {
        if ((height, width) == (Height, Width))
        {
            Pixels.CopyTo(target);
            return;
        }

        var scale = Math.Min((double)Height / height, (double)Width / width);
        var rows = Covers(Height, height, scale);
        var columns = Covers(Width, width, scale);

        // Along the rows first, those that are cut off left out.
        var narrow = new float[Height * width * Channels];
        for (var y = rows[0].First; y < rows[^1].First + rows[^1].Weights.Length; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var sums = narrow.AsSpan(((y * width) + x) * Channels, Channels);
                for (var i = 0; i < columns[x].Weights.Length; i++)
                {
                    var pixel = Pixels.AsSpan(((y * Width) + columns[x].First + i) * Channels, Channels);
                    for (var c = 0; c < Channels; c++)
                    {
                        sums[c] += columns[x].Weights[i] * pixel[c];
                    }
                }
            }
        }

        var rowLength = width * Channels;
        var sum = new float[rowLength];
        for (var y = 0; y < height; y++)
        {
            Array.Clear(sum);
            for (var i = 0; i < rows[y].Weights.Length; i++)
            {
                var row = narrow.AsSpan((rows[y].First + i) * rowLength, rowLength);
                for (var x = 0; x < rowLength; x++)
                {
                    sum[x] += rows[y].Weights[i] * row[x];
                }
            }

            for (var x = 0; x < rowLength; x++)
            {
                target[(y * rowLength) + x] = (byte)Math.Clamp(sum[x] + 0.5f, 0, 255);
            }
        }
    }

    /// <summary>For each of <paramref name="count"/> pixels along an axis, those that it covers, with weights that add up to 1.</summary>
    private static (int First, float[] Weights)[] Covers(int length, int count, double scale)
    {
        var covers = new (int, float[])[count];
        var start = (length - (count * scale)) / 2;
        var reach = Math.Max(scale, 1) / 2;
        for (var i = 0; i < count; i++)
        {
            var middle = start + ((i + 0.5) * scale);
            var (low, high) = (Math.Max(0, middle - reach), Math.Min(length, middle + reach));
            var first = (int)low;
            var weights = new float[Math.Min(length, (int)Math.Ceiling(high)) - first];
            for (var j = 0; j < weights.Length; j++)
            {
                var part = Math.Min(high, first + j + 1) - Math.Max(low, first + j);
                weights[j] = (float)(part / (high - low));
            }

            covers[i] = (first, weights);
        }

        return covers;
    }
}
